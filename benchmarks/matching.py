"""Time the matching planner beside greedy ways and scipy's assignment.

    python benchmarks/matching.py [36x163 1000x5000 10000x60000]
    python benchmarks/matching.py --schools directory.csv.gz [mentors]

Each row runs in its own process, so that memory is its own: `problem` is the peak once
the problem is made, `peak` the peak of the whole row. With `--schools`, places come
from a directory of real schools (columns latitude and longitude) and mentors live
beside some of them.
"""

from __future__ import annotations

import csv
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from community.matching.board import Board
from community.matching.problem import Mentor, Problem, School
from community.matching.repair import repair
from community.matching.solver import choose, solve
from community.matching.words import DAYS, MOMENTS

SIZES = ["36x163", "1000x5000", "10000x60000"]
SLOTS = np.array([f"{day}-{moment}" for day in DAYS for moment in MOMENTS])
THEMES = np.array([f"theme-{n:02}" for n in range(18)])
LANGUAGES = np.array(["ar", "tr", "pt", "en", "es", "ro", "wo", "ps"])
MOST_UNITS = 30_000_000  # cells of a dense assignment: 240 MB
ROWS = ("exact", "greedy", "coverage-first", "assignment")


def some(dice: np.random.Generator, words: np.ndarray, low: int, high: int) -> set:
    count = int(dice.integers(low, high + 1))
    return frozenset(words[dice.permutation(len(words))[:count]].tolist())


def towns(dice: np.random.Generator, schools: int) -> np.ndarray:
    """Schools of France gather in towns: a few large ones, many small."""
    count = max(3, schools // 40)
    wide = (42.5, 50.5, -1.5, 7.0) if schools > 500 else (49.0, 50.0, 3.0, 4.2)
    centres = dice.uniform(wide[0::2], wide[1::2], (count, 2))
    weight = 1 / np.arange(1, count + 1) ** 0.6
    at = dice.choice(count, schools, p=weight / weight.sum())
    return centres[at] + dice.normal(0, 0.12, (schools, 2))


def make_problem(mentors: int, points: np.ndarray) -> Problem:
    dice = np.random.default_rng(len(points))
    homes = points[dice.integers(0, len(points), mentors)]
    return Problem(
        [mentor(dice, i, *home) for i, home in enumerate(homes.tolist())],
        [school(dice, i, *point) for i, point in enumerate(points.tolist())],
    )


def mentor(dice: np.random.Generator, i: int, lat: float, lon: float) -> Mentor:
    return Mentor(
        id=f"m{i:05}",
        lat=lat + float(dice.normal(0, 0.03)),
        lon=lon + float(dice.normal(0, 0.03)),
        radius_km=float(dice.choice([10, 20, 30, 40])),
        capacity=int(dice.integers(1, 5)),
        remote=bool(dice.random() < 0.02),
        slots=some(dice, SLOTS, 2, 8),
        themes=some(dice, THEMES, 3, 9),
        languages=some(dice, LANGUAGES, 0, 2) | {"fr"},
    )


def school(dice: np.random.Generator, i: int, lat: float, lon: float) -> School:
    # Most schools are planned without a request, and ask nothing in particular.
    asks, tongue = bool(dice.random() < 0.4), bool(dice.random() < 0.1)
    return School(
        id=f"s{i:05}",
        lat=lat,
        lon=lon,
        places=int(dice.integers(1, 4)),
        priority=bool(dice.random() < 0.2),
        remote=bool(dice.random() < 0.02),
        slots=some(dice, SLOTS, 2, 8) if asks else frozenset(),
        themes=some(dice, THEMES, 1, 4) if asks else frozenset(),
        languages=some(dice, LANGUAGES, 1, 1) if tongue else frozenset(),
    )


def directory(path: str) -> np.ndarray:
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        dialect = csv.Sniffer().sniff(lines.readline(), ",;\t")
        lines.seek(0)
        rows = list(csv.DictReader(lines, dialect=dialect))
    places = [(row["latitude"], row["longitude"]) for row in rows]
    return np.array([place for place in places if all(place)], dtype=float)


def greedy(board: Board) -> np.ndarray:
    """Best pair first, while there is room."""
    return take(
        board, np.argsort(-board.score.astype(int), kind="stable"), board.places
    )


def coverage_first(board: Board) -> np.ndarray:
    """School by school, priority and hardest first, one person each; then the rest."""
    choices = np.bincount(board.school, minlength=len(board.places))
    school = board.school
    order = np.lexsort((-board.score, school, choices[school], ~board.priority[school]))
    one = take(board, order, np.minimum(board.places, 1))
    rest = np.argsort(-board.score.astype(int), kind="stable")
    return take(board, np.concatenate([one, rest]), board.places)


def take(board: Board, order: np.ndarray, places: np.ndarray) -> np.ndarray:
    give, room, taken = board.capacity.tolist(), places.tolist(), {}
    mentors, schools = board.mentor.tolist(), board.school.tolist()
    for at in order.tolist():
        m, s = mentors[at], schools[at]
        if give[m] and room[s] and at not in taken:
            give[m] -= 1
            room[s] -= 1
            taken[at] = True
    return np.array(list(taken), dtype=np.int64)


def assignment(board: Board) -> np.ndarray | None:
    """scipy on unit copies: it may send one person twice to one school."""
    give = np.repeat(np.arange(len(board.capacity)), board.capacity)
    room = np.repeat(np.arange(len(board.places)), board.places)
    if len(give) * len(room) > MOST_UNITS:
        return None
    at = np.full((len(board.capacity), len(board.places)), -1, dtype=np.int64)
    at[board.mentor, board.school] = np.arange(len(board.keys))
    first = np.diff(room, prepend=-1) > 0
    score = np.append(board.score, 0).astype(float)
    bonus = first * 10_000.0 * (1 + board.priority[room])
    cells = at[give][:, room]
    cost = np.where(cells >= 0, score[cells] + bonus, 0)
    rows, columns = linear_sum_assignment(cost, maximize=True)
    chosen = at[give[rows], room[columns]]
    return chosen[chosen >= 0]


WAYS: dict[str, Callable[[Board], np.ndarray | None]] = {
    "exact": lambda board: choose(
        board,
        np.arange(len(board.keys), dtype=np.int32),
        board.room(np.zeros(0, int), np.zeros(0, int)),
    ),
    "greedy": greedy,
    "coverage-first": coverage_first,
    "assignment": assignment,
}


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(way: str, problem: Problem) -> dict:
    before = peak_mib()
    wall, cpu = time.perf_counter(), time.process_time()
    board = Board(problem)
    built = time.process_time()
    picked = WAYS[way](board)
    row = {
        "way": way,
        "pairs": len(board.keys),
        "build": built - cpu,
        "solve": time.process_time() - built,
        "wall": time.perf_counter() - wall,
        "problem": before,
        "peak": peak_mib(),
    }
    if picked is not None:
        different = np.unique(picked)
        served = board.room(np.zeros(0, int), different).served
        row |= {
            "served": int(served.sum()),
            "priority": int((served & board.priority).sum()),
            "places": len(picked),
            "score": int(board.score[picked].sum()),
            "twice": len(picked) - len(different),
        }
    return row


def measure_repair(problem: Problem) -> dict:
    """Refuse fifty pairs, one after the other; then solve again with a bonus."""
    plan = solve(problem)
    pairs = [(match.mentor, match.school) for match in plan.matches]
    times = []
    for pair in pairs[:: max(1, len(pairs) // 50)][:50]:
        plan = repair(plan, [pair]) if pair in plan.pairs else plan
        times.append(plan.seconds * 1000)
    changed = replace(problem, forbidden=pairs[:1], previous=pairs)
    broken = [
        len(set(pairs[1:]) - solve(replace(changed, keep_bonus=bonus)).pairs)
        for bonus in (0, 200)
    ]
    return {"worst": max(times), "median": float(np.median(times)), "broken": broken}


def problem_of(place: str, mentors: str) -> Problem:
    if place.isdigit():
        points = towns(np.random.default_rng(7), int(place))
    else:
        points = directory(place)
    return make_problem(int(mentors), points)


def in_own_process(*arguments: str) -> dict:
    command = [sys.executable, __file__, "--row", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def report(place: str, mentors: str) -> None:
    rows = [in_own_process(way, place, mentors) for way in ROWS]
    exact = rows[0]
    print(f"\n{mentors} mentors, {place} schools, {exact['pairs']:,} pairs")
    for row in rows:
        print(
            f"{row['way']:>15}: build {row['build']:.2f} s, solve {row['solve']:.2f} s "
            f"CPU, {row['wall']:.2f} s wall, {row['problem']} → {row['peak']} MiB"
        )
        if "served" not in row:
            print(f"{'':>17}too large for a dense assignment")
            continue
        figures = [
            f"{name} {row[name]:,} ({row[name] / max(1, exact[name]):.1%})"
            for name in ("served", "priority", "places", "score")
        ]
        print(f"{'':>17}{', '.join(figures)}, sent twice {row['twice']}")
    fixed = in_own_process("repair", place, mentors)
    print(
        f"{'repair':>15}: median {fixed['median']:.1f} ms, "
        f"worst {fixed['worst']:.1f} ms; pairs moved by a new solve: "
        f"{fixed['broken'][0]}, with a bonus of 200: {fixed['broken'][1]}"
    )


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--row"]:
        way, place, mentors = arguments[1:]
        problem = problem_of(place, mentors)
        row = measure_repair(problem) if way == "repair" else measure(way, problem)
        print(json.dumps(row))
    elif arguments[:1] == ["--schools"]:
        report(arguments[1], (arguments[2:] or ["36"])[0])
    else:
        for size in arguments or SIZES:
            mentors, schools = size.split("x")
            report(schools, mentors)


if __name__ == "__main__":
    main(sys.argv[1:])
