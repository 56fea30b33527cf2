"""The settings of the tests: the product's own, with a data folder that is thrown away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("HOIAM_DATA_DIR", tempfile.mkdtemp(prefix="hoiam-tests-"))
os.environ["HOIAM_MODE"] = "test"
os.environ.setdefault("HOIAM_BASE_URL", "http://testserver")
if os.environ.get("HOIAM_TEST_DATABASE_URL"):
    os.environ["HOIAM_DATABASE_URL"] = os.environ["HOIAM_TEST_DATABASE_URL"]

from hoiam.config.settings import *  # noqa: E402, F403
from hoiam.config.settings import DATABASES, INSTALLED_APPS  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(os.environ["HOIAM_DATA_DIR"]) / f"test-{os.getpid()}.sqlite3")
    }
INSTALLED_APPS = [*INSTALLED_APPS]
