"""What a page costs the server beside the smallest Django view, cached and not.

    python benchmarks/pages.py [requests per round]

Fills a throw-away database with the demo, starts gunicorn three times (no cache, cache,
no middleware at all) and asks each in turn, round after round. The figure is requests
per CPU second of the server, which a busy machine disturbs less than wall time; each
ratio is the median over rounds of two figures taken within the same seconds. With
nginx on the PATH, its cache in front of us is compared with a static file.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.demo import WORK, Server, gunicorn, mentor_cookie, prepare

os.environ["PAGE_CACHE_SECONDS"] = "0"  # in this process, which counts queries

ROUNDS = 7
PAGES = {
    "home": "/",
    "index": "/ressources/?q=telephone&age=6-11",
    "resource": "/ressources/sept-questions-avant-de-dire-oui/",
    "territory": "/territoires/aisne/",
}
# page: (least share of hello, most queries, most milliseconds at the median)
TARGETS = {"resource": (0.08, 10, 20.0), "index": (0.05, 15, 50.0)}
MEMBER = {"my sessions": "/mes-ateliers/", "log form": "/mes-ateliers/raconter/"}


class Asker:
    """One connection kept open: asks a page again and again, reads it whole."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port))

    def ask(self, path: str, cookie: str = "") -> int:
        """Return the status."""
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += ["Accept-Encoding: gzip, deflate, br"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        data = self.socket.recv(65_536)
        while b"\r\n\r\n" not in data:
            data += self.socket.recv(65_536)
        head, _blank, body = data.partition(b"\r\n\r\n")
        headers = head.lower()
        if b"content-length: " not in headers:
            raise SystemExit(f"{path}: no length in {head!r}")
        left = int(headers.split(b"content-length: ")[1].split(b"\r")[0]) - len(body)
        while left > 0:
            left -= len(self.socket.recv(min(left, 65_536)))
        if b"connection: close" in headers:
            self.socket = socket.create_connection(("127.0.0.1", self.port))
        return int(head.split(b" ", 2)[1])


@dataclass
class Target:
    name: str
    server: Server
    path: str
    cookie: str = ""
    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def round(self, times: int) -> None:
        asker = Asker(self.server.port)
        before = self.server.spent()
        done = 0
        # Short rounds would read a clock of 10 ms: ask until a third of a second.
        while done < times or self.server.spent() - before < 0.3:
            began = time.perf_counter()
            status = asker.ask(self.path, self.cookie)
            self.times.append((time.perf_counter() - began) * 1_000)
            if status != 200:
                raise SystemExit(f"{self.name}: {status} at {self.path}")
            done += 1
        self.rates.append(done / (self.server.spent() - before))

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def p50(self) -> float:
        return statistics.median(self.times)

    def share_of(self, other: Target) -> float:
        pairs = zip(self.rates, other.rates, strict=True)
        return statistics.median(mine / theirs for mine, theirs in pairs)


def run(targets: list[Target], times: int) -> None:
    for target in targets:
        target.round(20)
        target.rates.clear()
        target.times.clear()
    for _round in range(ROUNDS):
        for target in targets:
            target.round(times)


def queries_of(path: str, cookie: str = "") -> int:
    """Count the queries of a second visit, in this process."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie.partition("=")[2]
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def verdict(good: bool) -> str:
    return "" if good else "   <- short of the target"


def report(
    hello: Target, bare: Target, plain: list[Target], kept: list[Target]
) -> None:
    print(f"hello {hello.rate:.0f}/s CPU, without middleware {bare.rate:6.0f}/s CPU")
    for page in plain:
        queries = queries_of(page.path, page.cookie)
        share, p50 = page.share_of(hello), page.p50()
        least, most, ms = TARGETS.get(page.name, (0.0, 99, 99.0))
        if page.cookie:
            most, ms = 12, 30.0
        good = share >= least and queries <= most and p50 <= ms
        print(
            f"{page.name:12} {page.rate:6.0f}/s CPU  {share:6.1%} of hello"
            f"  {queries:2} queries  p50 {p50:5.1f} ms{verdict(good)}"
        )
    for page in kept:
        share = page.share_of(bare)
        print(
            f"{page.name:12} {page.rate:6.0f}/s CPU  {share:6.1%} of hello without "
            f"middleware, from the page cache{verdict(share >= 0.95)}"
        )


def nginx(upstream: Server, stack: ExitStack, times: int) -> None:
    """Compare nginx's cache in front of us with a static file of the same size."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        print("nginx is not installed: its cache was not measured")
        return
    site = WORK / "site"
    site.mkdir()
    page = b"x" * 30_000
    (site / "static.html").write_bytes(page)
    (WORK / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {WORK}/nginx.pid; error_log {WORK}/error.log;
events {{ }}
http {{
  access_log off; client_body_temp_path {WORK}/body; proxy_temp_path {WORK}/proxy;
  fastcgi_temp_path {WORK}/f; uwsgi_temp_path {WORK}/u; scgi_temp_path {WORK}/s;
  keepalive_requests 1000000;
  proxy_cache_path {WORK}/cache keys_zone=pages:8m;
  server {{
    listen 127.0.0.1:8790; root {site};
    location = /static.html {{ }}
    location / {{
      proxy_pass http://127.0.0.1:{upstream.port}; proxy_cache pages;
      proxy_set_header Host 127.0.0.1; proxy_cache_use_stale updating error timeout;
      proxy_cache_background_update on; proxy_cache_lock on;
    }}
  }}
}}
""")
    command = [program, "-c", str(WORK / "nginx.conf"), "-p", str(WORK)]
    server = stack.enter_context(Server(command, 8790))
    static = Target("static file", server, "/static.html")
    cached = Target("resource", server, PAGES["resource"])
    run([static, cached], times * 10)
    share = cached.share_of(static)
    print(
        f"{cached.name:12} {cached.rate:6.0f}/s CPU  {share:6.1%} of a static file, "
        f"from nginx's cache{verdict(share >= 0.7)}"
    )


def main(times: int) -> None:
    prepare()
    cookie = mentor_cookie()
    with ExitStack() as stack:
        plain = stack.enter_context(gunicorn(8791, PAGE_CACHE_SECONDS="0"))
        cache = stack.enter_context(gunicorn(8792, PAGE_CACHE_SECONDS="300"))
        bare_server = stack.enter_context(gunicorn(8793, "benchmarks.bare"))
        hello = Target("hello", plain, "/hello/")
        bare = Target("bare hello", bare_server, "/hello/")
        pages = [Target(name, plain, path) for name, path in PAGES.items()]
        pages += [Target(name, plain, path, cookie) for name, path in MEMBER.items()]
        kept = [Target(name, cache, path) for name, path in PAGES.items()]
        run([hello, bare, *pages, *kept], times)
        report(hello, bare, pages, kept)
        nginx(cache, stack, times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
