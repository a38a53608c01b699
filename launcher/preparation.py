"""Brings the database up to date, unless the last preparation was by this very code."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from launcher.places import LOCK, MANAGE, PYTHON, ROOT, Failure, environment, say
from launcher.processes import Children

ROOMS = [ROOT / name for name in ("cms", "community", "mentors", "resources")]
ACCOUNTS = ROOT / "var" / "demo-accounts.tsv"
Accounts = list[list[str]]


def prepare(children: Children) -> Accounts:
    """Prepare the database if need be; return the demo accounts: e-mail, role, word."""
    database, stamp = sqlite_path(environment()), code_stamp(code_files())
    if database and ACCOUNTS.exists() and user_version(database) == stamp:
        return read_accounts(ACCOUNTS.read_text("utf-8").splitlines())
    told: list[str] = []

    def show(line: str) -> None:
        # Lines with tabs are for this program, the others for the person.
        if "\t" in line:
            told.append(line)
        else:
            say(line)

    if children.run([PYTHON, MANAGE, "prepare", "--stamp", str(stamp)], show=show):
        raise Failure("La base de données n’a pas pu être préparée.")
    ACCOUNTS.parent.mkdir(exist_ok=True)
    ACCOUNTS.write_text("\n".join(told), "utf-8")
    return read_accounts(told)


def read_accounts(lines: Iterable[str]) -> Accounts:
    return [cells for line in lines if len(cells := line.split("\t")) == 3]


def sqlite_path(env: dict[str, str]) -> Path | None:
    """Return the file of a SQLite database; None for a server, asked every time."""
    url = env.get("DATABASE_URL", f"sqlite:///{ROOT / 'db.sqlite3'}")
    found = url.startswith("sqlite:///") and "?" not in url
    return Path(url.removeprefix("sqlite:///")) if found else None


def user_version(database: Path) -> int:
    """Return the number that SQLite keeps for the application, 0 when unknown.

    It lives in the database file itself: a copy put back from a backup tells by
    which code it was prepared, and is prepared again.
    """
    if not database.exists():
        return 0
    try:
        with closing(
            sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
        ) as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return 0


def code_files() -> list[Path]:
    """Return what a preparation depends on: code and data, no template, no style."""
    found = [path for room in ROOMS for path in room.rglob("*") if path.is_file()]
    return [LOCK, *(path for path in found if is_code(path))]


def is_code(path: Path) -> bool:
    return not {"static", "__pycache__"}.intersection(path.parts)


def code_stamp(files: Iterable[Path]) -> int:
    """Return a positive 31-bit number that changes when the code or settings do."""
    digest = hashlib.sha256(os.environ.get("DJANGO_SETTINGS_MODULE", "").encode())
    for path in sorted(files):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:4]) >> 1 or 1
