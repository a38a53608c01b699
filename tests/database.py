"""The tables of the tests: migrated once, then copied by each worker and later run.

Running every migration takes longer than most of the suite. The copy is made anew as
soon as a migration, ours or a library's, is no longer the one it was made with.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, request, django_db_blocker
):
    """Have the test database start from the migrated copy."""
    folder = request.config.cache.mkdir("database")
    with only_one(folder / "lock"):
        if connection.vendor == "sqlite":
            fill_from(_migrated_file(folder))
        else:
            with django_db_blocker.unblock():
                template = _migrated_template()
            connection.settings_dict["TEST"]["TEMPLATE"] = template


def fill_from(path: Path) -> None:
    """Copy the tables of `path` into the next new database that is connected to."""

    def fill(sender, connection, **_kwargs):
        connection_created.disconnect(fill)
        with sqlite3.connect(path) as source:
            source.backup(connection.connection)
        source.close()

    connection_created.connect(fill, weak=False)


def _migrated_file(folder: Path) -> Path:
    path = folder / f"{_fingerprint()}.sqlite3"
    if not path.exists():
        for old in folder.glob("*.sqlite3*"):
            old.unlink()
        unfinished = folder / "unfinished.sqlite3"
        _migrate(f"sqlite:///{unfinished}")
        unfinished.rename(path)
    return path


def _migrated_template() -> str:
    """Return the name of a PostgreSQL database that holds the tables."""
    name = f"{settings.DATABASES['default']['NAME']}_migrated"
    mark = _fingerprint()
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = %s",
            [name],
        )
        if cursor.fetchone() == (mark,):
            return name
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
        cursor.execute(f"CREATE DATABASE {quoted}")
        address = urlsplit(os.environ["DATABASE_URL"])
        _migrate(urlunsplit(address._replace(path=f"/{name}")))
        # Said last: a copy that was interrupted bears no mark and is made again.
        cursor.execute(f"COMMENT ON DATABASE {quoted} IS '{mark}'")
    return name


def _migrate(address: str) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity=0"],
        check=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
    )


def _fingerprint() -> str:
    """Name what the tables follow from: the text of each migration."""
    found = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time in, the others wait."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
