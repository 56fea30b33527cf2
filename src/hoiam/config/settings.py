"""Everything that a place of installation may choose, read from `HOIAM_…` variables once.

Each variable has its paragraph in docs/operate/settings.md; a test reads both.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from importlib import resources
from pathlib import Path

import dj_database_url

from hoiam.config import country, database, mailbox, secrets

MODE = os.environ.get("HOIAM_MODE", "production")
"""`production`, `demo` (loopback only, five shared logins) or `test`."""
IS_DEMO = MODE == "demo"
IS_TEST = MODE == "test"
DEBUG = False

DATA_DIR = Path(os.environ.get("HOIAM_DATA_DIR") or Path.home() / ".hoiam").resolve()
SECRET_KEY = secrets.secret_key(DATA_DIR, may_create=IS_DEMO or IS_TEST or secrets.is_setup(sys.argv))
BASE_URL = os.environ.get("HOIAM_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
MAILBOX_URL, ASK_URL = mailbox.addresses(os.environ, BASE_URL)
"""Where mail to the desks is read (`HOIAM_INTAKE_URL`); where the ask form and status links are (`HOIAM_ASK_URL`)."""
ALLOWED_HOSTS = secrets.allowed_hosts(os.environ.get("HOIAM_ALLOWED_HOSTS", ""), BASE_URL)
HOIAM_INDEX_DIR = DATA_DIR / "index"
SIGNING_KEY_FILE = Path(os.environ.get("HOIAM_SIGNING_KEY_FILE") or DATA_DIR / "keys" / "signing.json")
SIGNING_PASSPHRASE = os.environ.get("HOIAM_SIGNING_PASSPHRASE", "")
"""Opens the signing keys and the private key of the PDF certificate; "" where they lie in the clear."""
PDF_CERTIFICATE_FILE = Path(
    os.environ.get("HOIAM_PDF_CERTIFICATE_FILE") or SIGNING_KEY_FILE.with_name("pdf-certificate.pem")
)

SECURITY_CONTACT = os.environ.get("HOIAM_SECURITY_CONTACT", "")
"""Where to report a weakness: an e-mail or web address, written into `security.txt`."""

COUNTRY = country.read(os.environ.get("HOIAM_COUNTRY", "VN"))
LANGUAGES = COUNTRY.languages
LANGUAGE_CODE = COUNTRY.languages[0][0]
TIME_ZONE = COUNTRY.time_zone
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "hoiam.config",
    "hoiam.workroom.sign_in",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *country.faces("newsroom"),
    *country.faces("workroom", leave_out={"sign_in"}),
    *country.rooms(
        "conferences",
        "enquiries",
        "releases",
        "outlets",
        "texts",
        "evidence",
        "post",
        "desks",
        "search",
        "ui",
    ),
]

MIDDLEWARE = [
    "hoiam.config.edge.read_clock",
    "django.middleware.security.SecurityMiddleware",
    "hoiam.config.edge.security_headers",
    "hoiam.newsroom.same_moment.SameMoment",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hoiam.config.edge.choose_language",
    "hoiam.config.edge.refuse_nul",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hoiam.workroom.sign_in.second_factor.require_second_factor",
    "hoiam.config.edge.refuse_in_sentences",
    "hoiam.newsroom.followed.LeadOn",
]

ROOT_URLCONF = "hoiam.config.urls"
WSGI_APPLICATION = "hoiam.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hoiam.config.edge.frame",
                "hoiam.workroom.home.frame.office_frame",
                "hoiam.workroom.help.page.help_on_page",
            ],
            "builtins": ["hoiam.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {
    "default": database.options(
        dj_database_url.parse(
            os.environ.get("HOIAM_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'hoiam.sqlite3'}"
        )
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "desks.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "hoiam.workroom.sign_in.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/office/"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hoiam.config.errors.form_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if BASE_URL.startswith("https://") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BASE_URL.startswith("https://") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TRUSTED_PROXIES = int(os.environ.get("HOIAM_TRUSTED_PROXIES", "0"))
"""How many proxies stand before us; attempts are counted by the address that the outermost of them saw."""
DEMO_PASSPHRASE = "hoi-am-ban-minh-hoa"  # noqa: S105  printed at every start, loopback only
PASSWORD_RESET_TIMEOUT = int(timedelta(days=1).total_seconds())
ACCOUNT_ADAPTER = "hoiam.workroom.sign_in.adapter.ClosedDoor"
ACCOUNT_FORMS = {
    "login": "hoiam.workroom.sign_in.forms.Login",
    "change_password": "hoiam.workroom.sign_in.forms.ChangePassword",
    "reset_password": "hoiam.workroom.sign_in.forms.ResetPassword",
    "reset_password_from_key": "hoiam.workroom.sign_in.forms.ResetPasswordFromKey",
    "reauthenticate": "hoiam.workroom.sign_in.forms.Reauthenticate",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login": "30/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "reset_password_from_key": "20/m/ip",
    "invitation": "20/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hồi Âm"
MFA_ADAPTER = "hoiam.workroom.sign_in.factors.SecondFactor"
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""An address is known by the invitation that was sent to it."""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BASE_URL.startswith("https://")
MFA_FORMS = {
    "authenticate": "hoiam.workroom.sign_in.forms.Authenticate",
    "reauthenticate": "hoiam.workroom.sign_in.forms.ReauthenticateByCode",
    "activate_totp": "hoiam.workroom.sign_in.forms.ActivateTotp",
    "add_webauthn": "hoiam.workroom.sign_in.forms.AddKey",
    "edit_webauthn": "hoiam.workroom.sign_in.forms.EditKey",
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = IS_DEMO or IS_TEST
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

MAIL_KEEP_DAYS = int(os.environ.get("HOIAM_MAIL_KEEP_DAYS", "30"))
"""Days after which a message that was set aside is erased."""
EMAIL_URL = os.environ.get("HOIAM_EMAIL_URL", "")
"""`smtp://user:password@host:587?tls=1&from=desk@example.org`; read by the post room."""
WEBHOOK_TEST_HOSTS = frozenset(
    filter(None, os.environ.get("HOIAM_WEBHOOK_TEST_HOSTS", "").split(",") if IS_DEMO or IS_TEST else ())
)
"""Hosts of this machine that webhooks may call without TLS; in production nothing is let through."""

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "hoiam.config.log_lines.WithoutSecrets",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "hoiam": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
LOCALE_PATHS: list[str] = []
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"] if not BASE_URL.startswith("https://") else []
DATA_ROOT = resources.files("hoiam") / "data"
