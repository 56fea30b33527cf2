"""The settings of the tests: the product's own, with a data folder that is thrown away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("HOIAM_DATA_DIR", tempfile.mkdtemp(prefix="hoiam-tests-"))
os.environ["HOIAM_MODE"] = "test"
os.environ.setdefault("HOIAM_BASE_URL", "http://testserver")
if os.environ.get("HOIAM_TEST_DATABASE_URL"):
    os.environ["HOIAM_DATABASE_URL"] = os.environ["HOIAM_TEST_DATABASE_URL"]

from hoiam.config.settings import *  # noqa: F403
from hoiam.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(os.environ["HOIAM_DATA_DIR"]) / f"test-{os.getpid()}.sqlite3")
    }

from datetime import UTC, datetime  # noqa: E402

from hoiam.config.settings import SIGNING_KEY_FILE  # noqa: E402
from hoiam.desks import signing  # noqa: E402

if not SIGNING_KEY_FILE.exists():
    signing.make_key(SIGNING_KEY_FILE, datetime(2026, 1, 1, tzinfo=UTC))
