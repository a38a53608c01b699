"""Where things are, how this program speaks, and the two ways it may end early."""

import os
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
MANAGE = ROOT / "manage.py"
LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"


class Failure(Exception):
    """What stops the start, in one French sentence for the person reading."""


class Stopped(Exception):
    """Somebody asked to stop: not an error."""


def say(text: str = "") -> None:
    # A closed terminal must not keep the children from being stopped.
    with suppress(OSError, ValueError):
        print(text, flush=True)


def speak_utf8() -> None:
    """Make « é » printable whatever the terminal's encoding says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a child: development settings unless told otherwise."""
    base = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "PYTHONUTF8": "1"}
    return {**base, **os.environ, **more, "PYTHONUNBUFFERED": "1"}
