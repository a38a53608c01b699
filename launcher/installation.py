"""Makes `.venv` hold what a hash-pinned lock says, and only when the lock changed."""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from launcher.places import DEV_LOCK, LOCK, PYTHON, VENV, Failure, say
from launcher.processes import Children

STAMP = VENV / "coeduc-installed.json"
ROW = f"{sys.version_info[0]}.{sys.version_info[1]}"
LAST_WORDS = 15


def lock_digest(lock: Path) -> str:
    """Return the fingerprint of a lock, the same whatever git did to line ends."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_stamp(stamp: Path) -> dict[str, str]:
    """Return what a finished installation noted; empty when none was finished."""
    try:
        content = json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def stamp_for(lock: Path) -> dict[str, str]:
    """Return what to note for a lock; the development lock contains the other."""
    locks = [LOCK, DEV_LOCK] if lock == DEV_LOCK else [LOCK]
    return {"python": ROW, **{path.name: lock_digest(path) for path in locks}}


def install(children: Children, lock: Path) -> None:
    """Install the lock into `.venv` unless the last finished installation did."""
    noted, wanted = read_stamp(STAMP), stamp_for(lock)
    if PYTHON.exists() and wanted.items() <= noted.items():
        return
    uv = working_uv()
    usable = PYTHON.exists() and noted.get("python") == ROW
    if not usable or not (uv or holds_pip(VENV)):
        make_venv(children, uv)
    STAMP.unlink(missing_ok=True)  # until the end, nothing is sure any more
    say("Installation des dépendances, chacune vérifiée par son empreinte…")
    progress = Progress()
    if children.run(install_command(uv, lock), show=progress):
        say("\n".join(progress.last_words))
        raise Failure("L’installation a échoué : voyez les lignes ci-dessus.")
    STAMP.write_text(json.dumps(wanted, indent=1), "utf-8")


def working_uv() -> str:
    """Return the path of uv when it is there and answers (a shim may not)."""
    uv = shutil.which("uv") or ""
    with suppress(OSError):
        if uv and not subprocess.run([uv, "--version"], capture_output=True).returncode:
            return uv
    return ""


def holds_pip(venv: Path) -> bool:
    return any(venv.glob("[Ll]ib/**/site-packages/pip/__main__.py"))


def make_venv(children: Children, uv: str) -> None:
    if not uv and importlib.util.find_spec("ensurepip") is None:
        raise Failure(
            "Il manque le module venv de Python ; cette ligne l’installe :\n"
            f"    sudo apt install python{ROW}-venv"
        )
    say("Création de l’environnement Python (.venv)…")
    bare = ["--without-pip"] if uv else []
    command = [sys.executable, "-m", "venv", "--clear", *bare, str(VENV)]
    if children.run(command, show=say):
        raise Failure("L’environnement Python n’a pas pu être créé.")


def install_command(uv: str, lock: Path) -> list[str | Path]:
    # The lock is complete: nothing may come in that it does not name.
    exactly = ["--require-hashes", "--no-deps", "-r", str(lock)]
    if uv:
        return [
            uv,
            "pip",
            "install",
            "--python",
            PYTHON,
            "--compile-bytecode",
            *exactly,
        ]
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return [PYTHON, "-m", "pip", "install", *quiet, *exactly]


class Progress:
    """Turns an installer's talk into a few lines, and keeps its last words."""

    def __init__(self) -> None:
        self.packages = 0
        self.last_words: list[str] = []

    def __call__(self, line: str) -> None:
        self.last_words = [*self.last_words, line][-LAST_WORDS:]
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            self.packages += 1
            if self.packages % 10 == 0:
                say(f"  {self.packages} paquets téléchargés…")
        elif line.startswith(("Installing collected", "Prepared ")):
            say("  mise en place…")
