"""Settings of `run.py` and of development: DEBUG, mail on the console, no secret."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import BASE_DIR, MAILERS

DEBUG = True
SECRET_KEY = "development-only-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = []
# Every mail becomes a file in var/mail: nothing leaves the machine.
MAILERS["transport"] = {
    "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "OPTIONS": {"file_path": BASE_DIR / "var" / "mail"},
}
DEMO = True
# The demo is signed into with a password alone.
REQUIRE_MFA = False
# A template that is being written shows at once.
PAGE_CACHE_SECONDS = 0
# Django 6 tells of every task it runs; a first start would drown in it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"django.tasks": {"level": "WARNING"}},
}
