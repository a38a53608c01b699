"""Lighthouse's four scores of the main pages, on a phone 360 px wide.

    python benchmarks/lighthouse.py [page ...]

Needs Node, for this measure only: Lighthouse is an npm package, fetched by npx at the
version below; nothing of it is installed in the project. The server is gunicorn with
the demo, as production serves it. Exits 1 when a page is under the bars.

The performance score is simulated from what this machine did: on a busy one it says
nothing. « machine » is Lighthouse's own measure of its speed; it wants 1,000 or more.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.demo import (
    CHROMIUM_FLAGS,
    WORK,
    gunicorn,
    main_pages,
    prepare,
)

VERSION = "12.8.2"
PORT = 8795
BARS = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 100}
PHONE = [
    "--form-factor=mobile",
    "--screenEmulation.mobile",
    "--screenEmulation.width=360",
    "--screenEmulation.height=780",
    "--screenEmulation.deviceScaleFactor=2",
]


def audit(name: str, path: str) -> dict:
    """Return Lighthouse's report of one page."""
    out = WORK / f"{name}.json"
    command = [
        *("npx", "--yes", f"lighthouse@{VERSION}", f"http://127.0.0.1:{PORT}{path}"),
        *("--quiet", "--output=json", f"--output-path={out}", *PHONE),
        f"--only-categories={','.join(BARS)}",
        f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}",
    ]
    chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium")
    env = os.environ | ({"CHROME_PATH": chrome} if chrome else {})
    subprocess.run(command, check=True, env=env)
    return json.loads(out.read_text(encoding="utf-8"))


def scores(report: dict) -> dict[str, int]:
    found = report["categories"]
    return {name: round((found[name]["score"] or 0) * 100) for name in BARS}


def lost_points(report: dict) -> list[str]:
    """Return what cost points in each category that is under its bar."""
    lines, found = [], scores(report)
    for name, bar in BARS.items():
        if found[name] >= bar:
            continue
        for reference in report["categories"][name]["auditRefs"]:
            one = report["audits"][reference["id"]]
            if reference["weight"] and one["score"] is not None and one["score"] < 0.9:
                lines.append(
                    f"    {name}: {one['title']} {one.get('displayValue', '')}"
                )
    return lines


def main(wanted: list[str]) -> int:
    if not shutil.which("npx"):
        raise SystemExit("npx is not on the PATH: install Node to run Lighthouse.")
    prepare()
    failed = False
    with gunicorn(PORT):
        for name, path in main_pages().items():
            if wanted and name not in wanted:
                continue
            report = audit(name, path)
            found = scores(report)
            short = any(found[which] < bar for which, bar in BARS.items())
            failed = failed or short
            figures = "  ".join(f"{which} {found[which]:3}" for which in BARS)
            speed = round(report["environment"]["benchmarkIndex"])
            end = "   <- under the bar" if short else ""
            print(f"{name:9} {figures}  machine {speed}{end}", flush=True)
            print("\n".join(lost_points(report)), end="\n" if short else "")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
