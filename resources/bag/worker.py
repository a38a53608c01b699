"""The service worker's source: a line of settings, then the parts of each story.

A story above adds its own from its AppConfig's `ready`: `add_part("community/log.js")`.
What a part may do is written in docs/bag.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest

PARTS = ["resources/worker.js"]
# Kept when they answer, and refreshed at each visit: help in need, and the way in.
WISHED = ["/", "/aide/"]
# Name of an address → what renders it: kept whole when the worker is installed.
PAGES: dict[str, Callable[[HttpRequest], str]] = {}
ASKED_FILE = re.compile(r'(?:href|src)="([^"?#]+)"')


def add_part(name: str) -> None:
    """Append the static file `name` to the worker, once."""
    if name not in PARTS:
        PARTS.append(name)


def add_page(name: str, render: Callable[[HttpRequest], str]) -> None:
    """Keep one more page, the same for everyone; `name` is that of its address."""
    PAGES[name] = render


def source(pages: dict[str, str], offline: str) -> str:
    """Return the worker that keeps `pages` (address → HTML) and shows `offline`.

    Its version is the digest of all that it keeps: browsers install a new worker when
    a single byte changes, and only then.
    """
    parts = "\n".join(part(name) for name in PARTS)
    files = sorted({url for html in pages.values() for url in files_of(html)})
    shell = {
        "version": digest(parts, *files, *pages.values()),
        "offline": offline,
        "pages": list(pages),
        "files": files,
        "wished": WISHED,
    }
    return f"const SHELL = {json.dumps(shell)};\n{parts}"


def part(name: str) -> str:
    path = finders.find(name)
    if not path:
        raise LookupError(f"No static file is called {name!r}")
    return Path(str(path)).read_text(encoding="utf-8")


def files_of(html: str) -> list[str]:
    """Return the addresses of the styles, scripts and drawings that a page asks for."""
    urls = ASKED_FILE.findall(html)
    return [url for url in urls if url.startswith(settings.STATIC_URL)]


def digest(*texts: str) -> str:
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=6).hexdigest()
