"""Settings of the whole house. Everything a host may change is read from the environment, here and nowhere else."""

import os
from pathlib import Path

from fairgate.project.database import databases

PACKAGE = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("FAIRGATE_STATE", PACKAGE.parent.parent / "var")).resolve()

DEBUG = os.environ.get("FAIRGATE_DEBUG", "") == "1"
SECRET_KEY = os.environ.get("FAIRGATE_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("FAIRGATE_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "fairgate.records",
    "fairgate.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "fairgate.project.urls"
WSGI_APPLICATION = "fairgate.project.wsgi.application"
AUTH_USER_MODEL = "records.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = databases(os.environ.get("DATABASE_URL", ""), STATE)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
