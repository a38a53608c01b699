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

from community.matching.explain import Labels, explain_unserved
from community.matching.problem import ProblemError, parse
from community.matching.solver import Plan, all_pairs, solve

USAGE = "usage: python -m community.matching {solve,candidates} FILE|-"


def plan_as_json(plan: Plan) -> dict[str, Any]:
    return {
        "matches": [
            {name: getattr(m, name) for name in ("mentor", "school", "score", "parts")}
            for m in plan.matches
        ],
        "unserved": [
            {
                "school": left.school,
                "reason": left.reason,
                "would_help": left.would_help,
            }
            for left in explain_unserved(plan, Labels())
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
        text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
        problem = parse(text)
        answer = (
            plan_as_json(solve(problem)) if command == "solve" else all_pairs(problem)
        )
    except (ProblemError, OSError, UnicodeDecodeError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 2
    json.dump(answer, sys.stdout, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
