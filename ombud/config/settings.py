"""Settings of the machine, read top to bottom. What a customer decides is a row."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ombud.config import data, env

BASE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = BASE_DIR.parent
DATA_DIR = data.folder()

# ---- The machine

DEBUG = env.flag("OMBUD_DEBUG")
# `ombud run` makes a secret for its data folder; a server names its own.
SECRET_KEY = env.secret("OMBUD_SECRET_KEY") or "only-for-commands-that-need-no-secret"
# Mailbox passwords are encrypted with this: it must outlive a change of SECRET_KEY.
ENCRYPTION_KEY = env.secret("OMBUD_ENCRYPTION_KEY") or SECRET_KEY
PUBLIC_URL = env.text("OMBUD_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("OMBUD_ALLOWED_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
BEHIND_TLS = PUBLIC_URL.startswith("https://")

# ---- Database: PostgreSQL, and nothing else


def database(url: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?option=… as Django wants it.

    A socket folder stands where libpq expects it, in ?host=/folder.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    size = env.number("OMBUD_DATABASE_POOL", 12)
    return {
        "ENGINE": "ombud.config.database",
        "NAME": unquote(parts.path.lstrip("/")) or "ombud",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {
            # A ticket's page joins many small tables in the only sensible order: to
            # weigh all others takes longer than the join.
            "options": "-c join_collapse_limit=3",
            # Only what asks for it (core/statements.py) is prepared.
            "prepare_threshold": 5,
            **query,
            # Requests run in short-lived threads: without a pool each would connect.
            "pool": size
            and {"min_size": 1, "max_size": size, "timeout": 10, "max_idle": 60},
        },
        # After a restart of PostgreSQL the pool still holds dead connections: our own
        # engine looks at them, better than the pool does.
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


DATABASES = {
    "default": database(
        env.secret("OMBUD_DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/ombud"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- The house

INSTALLED_APPS = [
    "ombud.config",
    "ombud.api",
    "ombud.workspace",
    "ombud.forms",
    "ombud.portal",
    "ombud.intake",
    "ombud.sources",
    "ombud.notifications",
    "ombud.sales",
    "ombud.tickets",
    "ombud.channels",
    "ombud.workflows",
    "ombud.customers",
    "ombud.knowledge",
    "ombud.users",
    "ombud.core",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_prose_editor",
    "ninja",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "ombud.core.middleware.security_headers",
    "ombud.core.middleware.readable",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ombud.workspace.middleware.set_up",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ombud.core.middleware.reader",
]

ROOT_URLCONF = "ombud.config.urls"
ASGI_APPLICATION = "ombud.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ombud.core.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "ombud.core.templatetags.ui",
                "ombud.core.templatetags.kept",
            ],
        },
    }
]

# ---- Who signs in

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["ombud.users.signing_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "ombud.users.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "ombud_session"
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_NAME = "ombud_csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "SAMEORIGIN"

# ---- Languages and time

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", "English"),
    ("de", "Deutsch"),
    ("cs", "Čeština"),
    ("hu", "Magyar"),
    ("el", "Ελληνικά"),
]
LOCALE_PATHS = [BASE_DIR / "locale", PROJECT_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "ombud_language"
USE_TZ = True
TIME_ZONE = env.text("OMBUD_TIME_ZONE", "UTC")

# ---- Files

STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("OMBUD_STATIC_DIR", str(DATA_DIR / "static")))
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A mail of 40 MB must pass; its parts go to disk one by one.
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# ---- Later work

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "ombud.config.recurring.register"

# ---- Mail of the machine itself (password resets, alarms)

EMAIL_HOST = env.text("OMBUD_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = env.number("OMBUD_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("OMBUD_SMTP_USER")
EMAIL_HOST_PASSWORD = env.secret("OMBUD_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("OMBUD_SMTP_STARTTLS")
DEFAULT_FROM_EMAIL = env.text("OMBUD_SMTP_FROM", "ombud@localhost")
EMAIL_TIMEOUT = 20

# ---- Intake

INTAKE_MAX_BYTES = env.number("OMBUD_MAX_MAIL_MB", 60) * 1024 * 1024
INTAKE_MAX_SECONDS = env.number("OMBUD_MAX_MAIL_SECONDS", 60)
UNDO_SEND_SECONDS = env.number("OMBUD_UNDO_SEND_SECONDS", 10)

# ---- Words in the log

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "filters": {"tokens": {"()": "ombud.core.masking.HideTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("OMBUD_LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
