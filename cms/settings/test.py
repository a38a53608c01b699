"""Settings of the test suite: fast, deterministic, and strict about templates."""

import warnings

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES, IMMEDIATE_TASKS, MAILERS, TEMPLATES

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["debug"] = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {"BACKEND": IMMEDIATE_TASKS},
    "jobs": {"BACKEND": IMMEDIATE_TASKS},
}
MAILERS["transport"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
# Rate limits are tested where they matter; elsewhere they would couple the tests.
ACCOUNT_RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = True
DEMO = True
REQUIRE_MFA = False
# Nothing is kept between tests; those of the page cache turn it on.
PAGE_CACHE_CHECK_SECONDS = 0
PAGE_CACHE_SECONDS = 0
warnings.filterwarnings("ignore", message="No directory at", module="whitenoise")
