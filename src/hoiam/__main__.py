import sys

from hoiam.config.command import main

sys.exit(main())
