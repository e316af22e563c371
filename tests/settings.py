"""Settings of the test suite: the real ones, on a throw-away data folder, quicker hashing, no network."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("FILROUGE_DATA", tempfile.mkdtemp(prefix="filrouge-tests-"))
os.environ.setdefault("FILROUGE_SECRET_KEY", "tests-only-" + "x" * 50)
_TEST_DATABASE_URL = os.environ.get("FILROUGE_TEST_DATABASE_URL", "")
if _TEST_DATABASE_URL:
    os.environ["DATABASE_URL"] = _TEST_DATABASE_URL

from filrouge.config.settings import *  # noqa: E402, F403
from filrouge.config.settings import DATA_DIR, DATABASES, MIDDLEWARE  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = ["tests.safe_methods.safe_methods_do_not_write", *MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = str(DATA_DIR / "static")
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
ALLOWED_HOSTS = ["*"]
if not _TEST_DATABASE_URL:
    # a file, not memory: threads of a live server must see it
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
