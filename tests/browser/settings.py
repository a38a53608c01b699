"""Settings of the server that the browser visits: the tests', on a database of files.

DEBUG stays off, so error pages are the site's own; static files come from their
sources through WhiteNoise.
"""

from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, STORAGES

STORAGES |= {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
WHITENOISE_USE_FINDERS = True
# A database that lives for one session need not wait for the disk.
DATABASES["default"]["OPTIONS"]["init_command"] = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
)
