"""Time the import of 60,000 schools beside `update_or_create`, while others work.

    DATABASE_URL=… python benchmarks/import_schools.py [lines]

Works in a throw-away database named after the configured one (a test database), on
SQLite or PostgreSQL. Another process reads and writes all along, as the site would:
its longest wait is what an import costs to everybody else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
sys.path.insert(0, os.getcwd())

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from benchmarks.school_file import as_csv, lines  # noqa: E402
from community.models import School  # noqa: E402
from community.schools.importing import running, undoing  # noqa: E402
from community.schools.importing.models import SchoolImport  # noqa: E402
from community.schools.importing.reading import open_file  # noqa: E402
from community.schools.importing.rows import read_line  # noqa: E402
from resources.generations.models import renew  # noqa: E402

SAMPLE = 2_000


def witness() -> None:
    """Read and write as the site does, until told to stop; print the waits."""
    reads, writes = [], []
    stop = Path(os.environ["WITNESS_STOP"])
    uais = list(School.objects.values_list("uai", flat=True)[:200])
    while not stop.exists():
        start = time.perf_counter()
        list(School.objects.open()[:25])
        School.objects.filter(uai__in=uais[:50]).count()
        reads.append(time.perf_counter() - start)
        start = time.perf_counter()
        renew("benchmark")
        writes.append(time.perf_counter() - start)
        time.sleep(0.01)
    for name, times in (("reader", sorted(reads)), ("writer", sorted(writes))):
        p50, p99 = times[len(times) // 2], times[int(0.99 * len(times))]
        print(
            f"    other {name}: p50 {1000 * p50:.1f} ms, p99 {1000 * p99:.1f} ms,"
            f" longest {1000 * times[-1]:.0f} ms (n={len(times)})"
        )


def child(*arguments: str, **more: str) -> subprocess.Popen[bytes]:
    """Start this script again, on the throw-away database, in a process of its own."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    return subprocess.Popen(
        [sys.executable, __file__, *arguments],
        env=os.environ | {"DATABASE_URL": url} | more,
    )


@contextmanager
def watched():
    """Run the witness beside the block."""
    with tempfile.TemporaryDirectory() as folder:
        stop = Path(folder) / "stop"
        process = child("--witness", WITNESS_STOP=str(stop))
        time.sleep(4)
        try:
            yield
        finally:
            stop.touch()
            process.wait()


def megabytes() -> float:
    """Peak of this process, in MiB; `getrusage` would count its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def bring_in(what: str, rows: list[list[str]]) -> None:
    """Import in a fresh process, as the worker does, and wait."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(as_csv(rows))
        file.flush()
        child("--import", file.name, what).wait()


def import_alone(path: str, what: str) -> None:
    spent, real = [], running.write_stage

    def write_stage(*args):
        start = time.perf_counter()
        done = real(*args)
        spent.append(time.perf_counter() - start)
        return done

    running.write_stage = write_stage
    connection.ensure_connection()
    base = megabytes()
    start, cpu = time.perf_counter(), time.process_time()
    with Path(path).open("rb") as file:
        run = running.deposit(file, what)
    running.import_now(run)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    counts = ", ".join(f"{name} {n}" for name, n in run.counts.items() if n)
    print(
        f"{what}: {wall:.1f} s, {cpu:.1f} s CPU, write {spent[-1]:.2f} s, peak"
        f" {megabytes():.0f} MiB (base {base:.0f}) | {run.status} {counts}",
        flush=True,
    )


def undo_last() -> None:
    run = SchoolImport.objects.done().latest("imported_at")
    run.move("imported", to="undoing", slot=1)
    start = time.perf_counter()
    undoing.undo(run)
    print(f"undo: {time.perf_counter() - start:.2f} s, {run.status} {run.message}")


def stock(rows: list[list[str]]) -> None:
    """The usual way, on a sample, in the same minute."""
    places = running.known_places()
    file = open_file(as_csv(rows[:SAMPLE]))
    read = [read_line(file.kind, raw, places) for raw in file.rows]
    start = time.perf_counter()
    done = 0
    for row in read:
        if hasattr(row, "values"):
            School.objects.update_or_create(uai=row.uai, defaults=dict(row.values))
            done += 1
    rate = done / (time.perf_counter() - start)
    print(f"update_or_create: {rate:.0f} schools/s on {done}")


def main(count: int) -> None:
    folder = tempfile.mkdtemp()
    if connection.vendor == "sqlite":
        path = f"{folder}/benchmark.sqlite3"
        connections.settings["default"]["TEST"]["NAME"] = path
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_reference", verbosity=0)
        call_command("load_communes", verbosity=0)
        rows = lines(count)
        print(f"{connection.vendor}: {count} lines", flush=True)
        stock(rows)
        School.objects.all().delete()
        with watched():
            bring_in("first import", rows)
        bring_in("same again", rows)
        schools = [r for r in rows if r[2] in ("Ecole", "Collège", "Lycée")]
        for row in [r for r in schools if len(r[0]) == 8][:60]:
            row[1] += " bis"
        bring_in("60 renamed", rows)
        undo_last()
        for row in rows:
            row[4] += " bis"
        with watched():
            bring_in("all changed", rows)
        undo_last()
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    if "--witness" in sys.argv:
        witness()
    elif "--import" in sys.argv:
        import_alone(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
