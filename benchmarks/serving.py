"""Settings of the server that `demo.py` starts: as in production."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import BASE_DIR, MAILERS, STORAGES

DEBUG = False
DEMO = True
SECRET_KEY = "benchmarks-only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.addresses"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS["transport"] = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
STORAGES |= {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_ROOT = BASE_DIR / "var" / "benchmark-static"
