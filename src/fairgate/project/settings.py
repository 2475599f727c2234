"""Settings of the whole house. Everything a host may change is read from the environment, here and nowhere else.

FAIRGATE_STATE       the folder of the database and the secret key (default: var/ beside the source)
FAIRGATE_HOSTS       names under which the site is served, with commas between
FAIRGATE_ADDRESS     where it is found, as letters print it (default: the first of the names)
FAIRGATE_HTTPS       1 where browsers reach it by https: cookies are then sent by https alone
FAIRGATE_PROXIES     how many proxies of one's own a request passes (default: 1 with FAIRGATE_HTTPS, else 0)
FAIRGATE_SECRET_KEY  the key that signs sessions and seals second steps; without it one is kept in FAIRGATE_STATE
FAIRGATE_OLD_SECRET_KEYS  its former values, with spaces between: what was sealed with them can still be read
FAIRGATE_MAIL        a mail server, such as smtp+tls://user:password@mail.example.org:587; without it mails are printed
FAIRGATE_MAIL_FROM   the address that mails come from
FAIRGATE_NOTIFY      the key of each trust at GOV.UK Notify, such as oak=KEY, with spaces between: it posts letters
FAIRGATE_NOTIFY_SMS  the template of each trust there that calls staff to a desk, such as oak=ID; ((school)) is in it
FAIRGATE_NOTIFY_AT   where GOV.UK Notify is (default: its own address); for trying it out
FAIRGATE_OIDC        identity providers that staff may sign in through; project/providers.py lists what each is given
FAIRGATE_DEMO        1 shows on the sign-in page whom to sign in as
FAIRGATE_DEBUG       1 shows traces in the browser: for a developer's own machine only
FAIRGATE_NOW         an instant to stand still at, such as 2026-11-20T09:00; read in a demonstration or debugging only
FAIRGATE_CLAMAV      where ClamAV's daemon listens: host:port, or the path of its socket; without it nothing is scanned
DATABASE_URL         a PostgreSQL database; without it SQLite in FAIRGATE_STATE
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from fairgate.project.clock import clock
from fairgate.project.database import databases
from fairgate.project.mail import mail
from fairgate.project.providers import providers
from fairgate.project.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("FAIRGATE_STATE", PACKAGE.parent.parent / "var")).resolve()

DEBUG = os.environ.get("FAIRGATE_DEBUG", "") == "1"
FAIRGATE_DEMO = os.environ.get("FAIRGATE_DEMO", "") == "1"
# Of the invented people of the demonstration, and of nobody else.
FAIRGATE_DEMO_PASSWORD = "walk-the-mile-together"  # noqa: S105 (it stands on the sign-in page)
# The second step of all of them. Anywhere else than in a demonstration it opens nothing.
FAIRGATE_DEMO_SECRET = "FAIRGATEFAIRGATEFAIRGATEFAIRGATE"  # noqa: S105 (as above)
FAIRGATE_CLOCK = clock(os.environ.get("FAIRGATE_NOW", ""), may_stand_still=DEBUG or FAIRGATE_DEMO)
FAIRGATE_CLAMAV = os.environ.get("FAIRGATE_CLAMAV", "")
HTTPS = os.environ.get("FAIRGATE_HTTPS", "") == "1"
SECRET_KEY = os.environ.get("FAIRGATE_SECRET_KEY", "") or secret_key(STATE)
SECRET_KEY_FALLBACKS = os.environ.get("FAIRGATE_OLD_SECRET_KEYS", "").split()
ALLOWED_HOSTS = os.environ.get("FAIRGATE_HOSTS", "127.0.0.1,localhost").split(",")

FAIRGATE_ADDRESS = (
    os.environ.get("FAIRGATE_ADDRESS", "") or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
).rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth.usersessions asks for it
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "fairgate.records",
    "fairgate.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "fairgate.project.middleware.clock",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fairgate.project.middleware.tablets",
    "fairgate.project.middleware.Leavers",
    "fairgate.project.middleware.SignInRequired",
    "fairgate.project.middleware.signed_in",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fairgate.project.middleware.SecondStep",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fairgate.project.middleware.Doors",
]

ROOT_URLCONF = "fairgate.project.urls"
WSGI_APPLICATION = "fairgate.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = databases(os.environ.get("DATABASE_URL", ""), STATE)

# A page's folder holds its template, so the web floor itself is where templates are looked for:
# web/staff/worklist/page.html is "staff/worklist/page.html".
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "fairgate.web.shared.shell.shell",
            ],
            "builtins": ["django.templatetags.static", "fairgate.web.shared.tags", "fairgate.web.shared.letter.tags"],
        },
    }
]

# Static files are built, named by their hash and listed by ops/assets.py; whitenoise serves them as they are.
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static" / "built"
STATICFILES_FINDERS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": STATE / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# One table that every worker sees: it counts attempts to sign in. Pages are never cached.
CACHES = {
    "default": {
        "BACKEND": "fairgate.records.slots.Slots",
        "LOCATION": "fairgate_cache",
    }
}

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["fairgate.project.backend.Backend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

PASSWORD_RESET_TIMEOUT = 60 * 60

# django-allauth: its flows and models, none of its pages. Nobody signs up, and no address is confirmed: accounts are
# made by the trust. Behind proxies the address of a browser is taken from what our own proxies say, and nobody else's.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("FAIRGATE_PROXIES", "") or HTTPS)
ACCOUNT_ADAPTER = "fairgate.web.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
FAIRGATE_PROVIDERS = providers(os.environ)
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds, for each question to a provider
MFA_ADAPTER = "fairgate.web.account.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

# A session ends after thirty idle minutes, or with the browser.
SESSION_ENGINE = "fairgate.project.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_AGE = None  # it ends with the browser, as the session does
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "fairgate.web.shared.errors.stale_page"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

globals().update(mail(os.environ.get("FAIRGATE_MAIL", ""), os.environ.get("FAIRGATE_MAIL_FROM", "")))

FAIRGATE_NOTIFY = dict(one.split("=", 1) for one in os.environ.get("FAIRGATE_NOTIFY", "").split() if "=" in one)
FAIRGATE_NOTIFY_SMS = dict(one.split("=", 1) for one in os.environ.get("FAIRGATE_NOTIFY_SMS", "").split() if "=" in one)
FAIRGATE_NOTIFY_AT = os.environ.get("FAIRGATE_NOTIFY_AT", "")

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Nothing personal is logged: no query string, no body, no address, no name. A fault is logged with its trace.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "logging.Formatter" if DEBUG else "fairgate.project.logs.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "fairgate": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
