"""The processes started here, none of which outlives this one."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from launcher.places import ROOT, WINDOWS, Stopped, environment

STOP_SECONDS = 10
STEP = "step"
STOP_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
]


class Children:
    """Steps, run one by one to their end, and servers, which live side by side."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.stopping = False

    def listen(self) -> None:
        """Let Ctrl-C, a closed terminal and `kill` ask for a stop."""
        for number in STOP_SIGNALS:
            signal.signal(number, self.ask_to_stop)

    def start(
        self, name: str, command: Iterable[str | Path], **more: str
    ) -> subprocess.Popen[str]:
        """Start a child under a name; `more` goes into its environment."""
        # In a session of its own, so that Ctrl-C reaches this process alone, which
        # then stops the children in order, each with everything it started.
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if name == STEP else None,
            stderr=subprocess.STDOUT if name == STEP else None,
            encoding="utf-8",
            errors="replace",
            start_new_session=not WINDOWS,
        )
        self.running[name] = child
        if self.stopping:  # asked between the two lines above
            send(child, signal.SIGTERM)
        return child

    def run(self, command: Iterable[str | Path], show: Callable[[str], object]) -> int:
        """Run a step, give each of its lines to `show`, return its exit code."""
        child = self.start(STEP, command)
        for line in child.stdout or ():
            if not self.stopping:
                show(line.rstrip())
        code = child.wait()
        del self.running[STEP]
        if self.stopping:
            raise Stopped
        return code

    def ask_to_stop(self, *_signal: object) -> None:
        """Interrupt the step under way; servers are stopped by whoever watches them."""
        # SIGINT lets a step close its transaction: a migration is whole or absent.
        number = signal.SIGTERM if self.stopping or WINDOWS else signal.SIGINT
        self.stopping = True
        if STEP in self.running:
            send(self.running[STEP], number)

    def stop(self) -> None:
        """Stop every child and what it started; the stubborn are killed."""
        for child in self.running.values():
            send(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            send(child, signal.SIGTERM if WINDOWS else signal.SIGKILL)
            child.wait()

    def fallen(self) -> str:
        """Return a sentence about the first child that ended by itself, or nothing."""
        for name, child in self.running.items():
            if child.poll() is not None:
                return f"{name} s’est arrêté tout seul (code {child.returncode})."
        return ""


def send(child: subprocess.Popen[str], number: int) -> None:
    """Signal a child and everything in its session, gone or not."""
    if not WINDOWS:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)
    elif child.poll() is None:
        tree = ["taskkill", "/T", "/F", "/PID", str(child.pid)]
        subprocess.run(tree, check=False, capture_output=True)


def hand_over(command: Iterable[str | Path], **more: str) -> int:
    """Let another program take the terminal: signals reach it and nobody else."""
    arguments = [str(part) for part in command]
    if not WINDOWS:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        os.execve(arguments[0], arguments, environment(**more))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(arguments, env=environment(**more), check=False).returncode
