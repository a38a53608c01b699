"""The planner's rules written a second time, slowly, and solved by HiGHS.

Nothing here is shared with the engine but the shape of a problem: feasibility is plain
Python, the optimum a lexicographic integer programme.
"""

from __future__ import annotations

import math
from random import Random

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from community.matching.problem import Mentor, Pair, Problem, School

SLOTS = ["mon-noon", "tue-evening", "wed-morning"]
THEMES = ["arnaques", "jeux-video", "temps-ecran"]
LANGUAGES = ["ar", "tr"]
# Few points, so that equal distances are common.
HERE = [(49.56, 3.62), (49.60, 3.62), (49.56, 3.70), (49.52, 3.62)]
POINTS = [*HERE * 3, (49.90, 3.62), (-21.1, 55.5)]
NONE: frozenset[str] = frozenset()


def haversine(a: Mentor, b: School) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def feasible(problem: Problem, mentor: Mentor, school: School) -> bool:
    return (
        (
            haversine(mentor, school) <= mentor.radius_km + 1e-9
            or (mentor.remote and school.remote)
        )
        and (not school.slots or bool(school.slots & mentor.slots))
        and (not school.themes or bool(school.themes & mentor.themes))
        and school.languages <= mentor.languages
        and school.id not in mentor.avoid
        and (mentor.id, school.id) not in problem.forbidden
    )


def feasible_pairs(problem: Problem) -> set[Pair]:
    return {
        (m.id, s.id)
        for m in problem.mentors
        for s in problem.schools
        if feasible(problem, m, s)
    }


def optimum(problem: Problem, fit: dict[Pair, int]) -> tuple[int, int, int, int]:
    """Return served, priority served, pairs and fit of the new pairs, in that order."""
    schools = {s.id: i for i, s in enumerate(problem.schools)}
    pairs = sorted(set(fit) - set(problem.kept))
    width = len(pairs) + len(schools)
    if not width:
        return 0, 0, 0, 0
    rows, limits = _limits(problem, pairs, schools)
    served = np.r_[np.zeros(len(pairs)), np.ones(len(schools))]
    priority = np.r_[np.zeros(len(pairs)), [s.priority for s in problem.schools]]
    filled = np.r_[np.ones(len(pairs)), np.zeros(len(schools))]
    score = np.r_[[fit[pair] for pair in pairs], np.zeros(len(schools))]
    low = np.zeros(width)
    low[[i for i, pair in enumerate(pairs) if pair in problem.locked]] = 1
    best = []
    for goal in (served, priority, filled, score):
        answer = milp(
            -goal,
            integrality=np.ones(width),
            bounds=Bounds(low, np.ones(width)),
            constraints=LinearConstraint(np.array(rows), -np.inf, limits),
            options={"mip_rel_gap": 0},
        )
        assert answer.success, answer.message
        best.append(round(-answer.fun))
        rows, limits = [*rows, -goal], [*limits, -best[-1]]
    return tuple(best)


def _limits(
    problem: Problem, pairs: list[Pair], schools: dict[str, int]
) -> tuple[list[np.ndarray], list[float]]:
    rows, limits = [], []
    for side, items, most in (
        (0, problem.mentors, "capacity"),
        (1, problem.schools, "places"),
    ):
        for item in items:
            row = [float(pair[side] == item.id) for pair in pairs]
            rows.append(np.r_[row, np.zeros(len(schools))])
            used = sum(pair[side] == item.id for pair in problem.kept)
            limits.append(max(0, getattr(item, most) - used))
    for uid, i in schools.items():
        row = np.r_[[-float(s == uid) for _m, s in pairs], np.zeros(len(schools))]
        row[len(pairs) + i] = 1
        rows.append(row)
        limits.append(float(any(s == uid for _m, s in problem.kept)))
    return rows, limits


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> Problem:
    """Draw a small problem, with kept, locked and forbidden pairs that hold.

    Sizes shrink; the rest comes from a seed, for hypothesis likes empty sets so much
    that hardly any pair would be feasible.
    """
    dice = Random(draw(st.integers(0, 2**32)))
    mentors = [_mentor(dice, f"m{i}") for i in range(draw(st.integers(2, most)))]
    schools = [_school(dice, f"s{i}") for i in range(draw(st.integers(2, most + 2)))]
    every = [(m.id, s.id) for m in mentors for s in schools]
    kept, wanted, forbidden, past = (
        dice.sample(every, min(len(every), dice.randrange(4))) for _ in range(4)
    )
    problem = Problem(mentors, schools, kept=kept, forbidden=forbidden, past=past)
    locked = _that_fit(problem, wanted)
    return Problem(
        mentors, schools, kept=kept, locked=locked, forbidden=forbidden, past=past
    )


def _some(dice: Random, words: list[str], least: int = 0) -> frozenset[str]:
    return frozenset(dice.sample(words, dice.randint(least, len(words))))


def _mentor(dice: Random, uid: str) -> Mentor:
    lat, lon = dice.choice(POINTS)
    return Mentor(
        uid,
        lat,
        lon,
        radius_km=dice.choice([0, 5, 10, 50]),
        capacity=dice.randint(0, 3),
        remote=dice.random() < 0.3,
        slots=_some(dice, SLOTS, 1),
        themes=_some(dice, THEMES, 1),
        languages=_some(dice, LANGUAGES),
        avoid=_some(dice, ["s0", "s1", "elsewhere"]) if dice.random() < 0.3 else NONE,
    )


def _school(dice: Random, uid: str) -> School:
    lat, lon = dice.choice(POINTS)
    return School(
        uid,
        lat,
        lon,
        places=dice.choice([0, 1, 1, 2, 3]),
        priority=dice.random() < 0.4,
        remote=dice.random() < 0.3,
        slots=dice.choice([NONE, _some(dice, SLOTS)]),
        themes=dice.choice([NONE, _some(dice, THEMES)]),
        languages=dice.choice([NONE, NONE, NONE, frozenset({"tr"})]),
    )


def _that_fit(problem: Problem, wanted: list[Pair]) -> list[Pair]:
    capacity = {m.id: m.capacity for m in problem.mentors}
    places = {s.id: s.places for s in problem.schools}
    for mentor, school in problem.kept:
        capacity[mentor] -= 1
        places[school] -= 1
    locked, allowed = [], feasible_pairs(problem)
    for mentor, school in wanted:
        pair = (mentor, school)
        if pair in problem.forbidden:
            continue
        if pair in problem.kept:
            locked.append(pair)
        elif pair in allowed and capacity[mentor] > 0 and places[school] > 0:
            capacity[mentor] -= 1
            places[school] -= 1
            locked.append(pair)
    return locked
