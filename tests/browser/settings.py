"""Settings of the server that the browser visits: the tests', on a database of files.

DEBUG stays off, so error pages are the site's own; static files come from their
sources through WhiteNoise.
"""

from pathlib import Path

from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, MAILERS, STORAGES

STORAGES |= {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
WHITENOISE_USE_FINDERS = True
# A journey reads the mail that was sent to it, one file each, beside the database.
MAIL_FOLDER = str(Path(DATABASES["default"]["NAME"]).parent / "mail")
MAILERS["transport"] = {
    "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "OPTIONS": {"file_path": MAIL_FOLDER},
}
# A database that lives for one session need not wait for the disk.
DATABASES["default"]["OPTIONS"]["init_command"] = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
)
