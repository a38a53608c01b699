"""Many people at the same moment: threads, each with its own database connection.

`at_once` starts them together; the fixture `shared_database` gives them a database that
several connections can write to, and that keeps what a test did away from the others.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import pytest
from django.db import connection, connections

Given = TypeVar("Given")

ROUNDS = 20
PEOPLE = 20
LONGEST_WAIT = 60  # seconds, for a thread that would never come


def at_once(act: Callable[[Given], Any], given: Iterable[Given]) -> list[Any]:
    """Call `act` with each of `given`, all at the same moment; return what came back.

    The outcomes are in the order of `given`. An exception is an outcome like another:
    the caller says which ones it expects.
    """
    people = list(given)
    start = threading.Barrier(len(people))
    outcomes: list[Any] = [None] * len(people)

    def attempt(number: int) -> None:
        start.wait(LONGEST_WAIT)
        try:
            outcomes[number] = act(people[number])
        except Exception as error:  # noqa: BLE001
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=attempt, args=(i,), daemon=True)
        for i in range(len(people))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return outcomes


@pytest.fixture
def shared_database(transactional_db: None, tmp_path) -> Iterator[None]:
    """A database for several connections: on SQLite a copy in a file, as in real life.

    The suite's own SQLite lives in memory, where connections do not wait for each
    other as they do on a file. PostgreSQL needs no copy.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, settings = connections["default"], connections.settings["default"]
    path = str(tmp_path / "shared.sqlite3")
    file = sqlite3.connect(path)
    in_memory.connection.backup(file)
    file.close()
    name, settings["NAME"] = settings["NAME"], path
    del connections["default"]
    yield
    connections["default"].close()
    settings["NAME"] = name
    connections["default"] = in_memory
