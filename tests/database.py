"""The tables of the tests: migrated once, then copied by each worker and later run.

Running every migration takes longer than most of the suite. A migration that is new is
added to the copy; the copy is made anew as soon as one that it holds has changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.backends.signals import connection_created

PATIENCE = 60  # seconds


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, request, django_db_blocker
) -> Iterator[None]:
    """Have the test database start from the migrated copy."""
    folder = request.config.cache.mkdir("database")
    if connection.vendor == "sqlite":
        with migrated_file(request.config) as path:
            fill_from(path)
        yield
        return
    name = connection.creation._get_test_db_name()
    with (
        django_db_blocker.unblock(),
        only_one(folder / "lock"),
        connection._nodb_cursor() as cursor,
    ):
        _copy(cursor, _migrated_template(folder), name)
    yield
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        _drop(cursor, name)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb) -> bool:
    """Have Django take the copy that is made here, rather than make its own."""
    return django_db_keepdb or connection.vendor != "sqlite"


@pytest.fixture
def own_database(request, tmp_path, django_db_blocker) -> Iterator[str]:
    """The address of an empty database for other processes, gone afterwards."""
    folder = request.config.cache.mkdir("database")
    if connection.vendor == "sqlite":
        path = tmp_path / "own.sqlite3"
        with migrated_file(request.config) as tables:
            shutil.copy(tables, path)
        yield f"sqlite:///{path}"
        return
    address = urlsplit(os.environ["DATABASE_URL"])
    name = f"{address.path.strip('/')}_own"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        with only_one(folder / "lock"):
            _copy(cursor, _migrated_template(folder), name)
        yield urlunsplit(address._replace(path=f"/{name}"))
        _drop(cursor, name)


@contextmanager
def rows_of_module(blocker) -> Iterator[None]:
    """Keep what is written inside until a module ends; tests undo what they add."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def fill_from(path: Path) -> None:
    """Copy the tables of `path` into the next new database that is connected to."""

    def fill(sender, connection, **_kwargs):
        connection_created.disconnect(fill)
        with sqlite3.connect(path) as source:
            source.backup(connection.connection)
        source.close()

    connection_created.connect(fill, weak=False)


@contextmanager
def migrated_file(config: pytest.Config) -> Iterator[Path]:
    """Give the SQLite file that holds the tables, to nobody else meanwhile."""
    folder = config.cache.mkdir("database")
    path, manifest = folder / "tables.sqlite3", folder / "tables.json"
    with only_one(folder / "lock"):
        held, wanted = _read(manifest), _migrations()
        if held != wanted or not path.exists():
            manifest.unlink(missing_ok=True)
            if not held or not held.items() <= wanted.items():
                path.unlink(missing_ok=True)
            _migrate(f"sqlite:///{path}")
            manifest.write_text(json.dumps(wanted))
        yield path


def _migrated_template(folder: Path) -> str:
    """Return the name of a PostgreSQL database that holds the tables."""
    name = f"{settings.DATABASES['default']['NAME']}_migrated"
    manifest = folder / f"{name}.json"
    held, wanted = _read(manifest), _migrations()
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            held = {}
        if held != wanted:
            manifest.unlink(missing_ok=True)
            if not held or not held.items() <= wanted.items():
                cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
                cursor.execute(f"CREATE DATABASE {quoted}")
            address = urlsplit(os.environ["DATABASE_URL"])
            _migrate(urlunsplit(address._replace(path=f"/{name}")))
            manifest.write_text(json.dumps(wanted))
    return name


def _copy(cursor, template: str, name: str) -> None:
    """Create a database from `template`, which PostgreSQL refuses while it is in use.

    Its own upkeep may be in there for a while after so many tables were made.
    """
    quote = connection.ops.quote_name
    deadline = time.monotonic() + PATIENCE
    _drop(cursor, name)
    while True:
        try:
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
        except OperationalError as error:
            if "being accessed" not in str(error) or time.monotonic() > deadline:
                raise
        else:
            return


def _drop(cursor, name: str) -> None:
    quoted = connection.ops.quote_name(name)
    cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")


def _read(manifest: Path) -> dict[str, str]:
    """Return what the copy holds, nothing when it was interrupted."""
    return json.loads(manifest.read_text()) if manifest.exists() else {}


def _migrate(address: str) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity=0"],
        check=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
    )


def _migrations() -> dict[str, str]:
    """Return what the tables follow from: each migration and the digest of its text."""
    return {
        f"{app.label}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for app in apps.get_app_configs()
        for path in Path(app.path, "migrations").glob("*.py")
    }


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time in, the others wait."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
