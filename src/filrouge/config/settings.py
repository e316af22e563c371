"""Every setting, read from the environment once. See docs/hosting/reglages.md for their meaning."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF

django_stubs_ext.monkeypatch()  # lets ModelForm[Meeting] be written at run time


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"FILROUGE_{name}", default)


def env_bool(name: str, *, default: bool = False) -> bool:
    value = env(name)
    if value not in {"", "0", "1"}:
        sys.exit(f"FILROUGE_{name} vaut 0 ou 1, pas « {value} ».")
    return value == "1" if value else default


def env_list(name: str) -> list[str]:
    return [item.strip() for item in env(name).split(",") if item.strip()]


PACKAGE_DIR = Path(__file__).resolve().parents[1]
SOURCE_DIR = PACKAGE_DIR.parents[1]
IN_CHECKOUT = (SOURCE_DIR / "pyproject.toml").exists()
DEFAULT_DATA = SOURCE_DIR / "var" if IN_CHECKOUT else Path.home() / ".local" / "share" / "filrouge"
DATA_DIR = Path(env("DATA") or DEFAULT_DATA)


def read_secret_key() -> str:
    """The environment's key, else the one kept beside the data, made on first run and readable by its owner only."""
    if key := env("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def sqlite_database(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
                "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
            ),
        },
    }


def postgresql_database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DEBUG = env_bool("DEBUG")
SECRET_KEY = read_secret_key()
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")  # keys being retired: links sent under them still open
PORT = int(os.environ.get("PORT", "8000"))
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = env("SITE_URL") or f"http://localhost:{PORT}"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

# DATABASE_URL is the application's role; migrations on PostgreSQL may use another, the owner of the tables.
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASE_OWNER_URL = env("DATABASE_OWNER_URL")
DATABASE_LISTEN_URL = env("DATABASE_LISTEN_URL")  # the database itself, where DATABASE_URL is a pool in front of it
DATABASE_APPLICATION_ROLE = unquote(urlsplit(DATABASE_URL).username or "") if DATABASE_OWNER_URL else ""
if DATABASE_URL:
    DATABASES = {
        "default": postgresql_database(
            DATABASE_OWNER_URL if DATABASE_OWNER_URL and env_bool("AS_OWNER") else DATABASE_URL
        )
    }
else:
    DATABASES = {"default": sqlite_database(DATA_DIR / "filrouge.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "filrouge.config.apps.StaticFilesConfig",
    "filrouge.ui",
    "filrouge.kernel.accounts",
    "filrouge.kernel.tenancy",
    "filrouge.kernel.policy",
    "filrouge.kernel.search",
    "filrouge.kernel.timeline",
    "filrouge.kernel.jobs",
    "filrouge.kernel.rules",
    "filrouge.kernel.days",
    "filrouge.kernel.files",
    "filrouge.kernel.privacy",
    "filrouge.kernel.people",
    "filrouge.kernel.writing",
    "filrouge.kernel.work",
    "filrouge.kernel.live",
    "filrouge.kernel.links",
    "filrouge.kernel.mail",
    "filrouge.kernel.documents",
    "filrouge.kernel.shell",
    "filrouge.modules.meetings",
    "filrouge.modules.scheduling",
    "filrouge.modules.live",
    "filrouge.modules.deciding",
    "filrouge.modules.rcp",
    "filrouge.modules.coordinator",
    "filrouge.modules.deadlines",
    "filrouge.modules.aci",
    "filrouge.modules.indicators",
    "filrouge.modules.planning",
    "filrouge.modules.maturity",
    "filrouge.modules.sharing",
    "filrouge.reports.today",
    "filrouge.reports.evidence",
    "filrouge.reports.coverage",
    "filrouge.reports.annual",
    "filrouge.reports.calendar",
    "filrouge.reports.search",
    "filrouge.reports.help",
    "filrouge.reports.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "filrouge.kernel",  # last: its start-up imports every room's contributions
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "filrouge.kernel.work.middleware.ActedMiddleware",
    "filrouge.kernel.tenancy.middleware.OrganisationMiddleware",
    "filrouge.kernel.accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "filrouge.config.urls"
WSGI_APPLICATION = None
ASGI_APPLICATION = "filrouge.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "filrouge.kernel.shell.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "filrouge.ui.forms.Renderer"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a pasted directory of 10 MB gets an answer, not a blank page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/compte/connexion/"
LOGIN_REDIRECT_URL = "/"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    },
    # of this process alone: what may be made again at any moment, and that reading a page may keep
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 200}},
}

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env_bool("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "slow"]}}

EMAIL_BACKEND = env("EMAIL_BACKEND") or "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
if env("EMAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env("EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("EMAIL_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD")
EMAIL_USE_SSL = env_bool("EMAIL_SSL")  # port 465
EMAIL_USE_TLS = env_bool("EMAIL_TLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("EMAIL_FROM") or "Fil rouge <ne-pas-repondre@localhost>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Where answers given in people's own calendars arrive: the mailbox of the sender. Empty: they are not read.
IMAP_HOST = env("IMAP_HOST")
IMAP_SSL = env_bool("IMAP_SSL", default=True)
IMAP_PORT = int(env("IMAP_PORT", "993" if IMAP_SSL else "143"))
IMAP_USER = env("IMAP_USER") or EMAIL_HOST_USER
IMAP_PASSWORD = env("IMAP_PASSWORD") or EMAIL_HOST_PASSWORD
IMAP_FOLDER = env("IMAP_FOLDER", "INBOX")

DEMO = env_bool("DEMO")
# On PostgreSQL the dump needs a role that may read everything: without it, the host's own backups are left to do it.
DAILY_BACKUP = env_bool("DAILY_BACKUP", default=not DATABASE_URL or bool(env("DATABASE_BACKUP_URL")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_secrets": {"()": "filrouge.config.logs.HideSecrets"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"filrouge": {"level": env("LOG_LEVEL", "WARNING")}},
}

from filrouge.config.allauth_settings import *  # noqa: E402, F403
