"""Command line: `python -m community.matching solve|candidates problem.json`.

`-` reads the problem from standard input. A refused problem exits with status 2 and
one line that names the offending value.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from community.matching.plan import Plan
from community.matching.problem import ProblemError
from community.matching.reading import parse
from community.matching.solver import all_pairs, solve

USAGE = "usage: python -m community.matching {solve,candidates} FILE|-"


def plan_as_json(plan: Plan) -> dict[str, Any]:
    matches = ("mentor", "school", "score", "parts")
    unserved = ("school", "reason", "would_help")
    return {
        "matches": [
            {name: getattr(match, name) for name in matches} for match in plan.matches
        ],
        "unserved": [
            {name: getattr(left, name) for name in unserved} for left in plan.unserved
        ],
        "objective": asdict(plan.objective),
        "seconds": round(plan.seconds, 4),
    }


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in ("solve", "candidates"):
        print(USAGE, file=sys.stderr)
        return 2
    command, source = arguments
    try:
        text = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        problem = parse(text)
        answer = (
            plan_as_json(solve(problem)) if command == "solve" else all_pairs(problem)
        )
    except (ProblemError, OSError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 2
    # Escaped to ASCII: readable by any program on any terminal.
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
