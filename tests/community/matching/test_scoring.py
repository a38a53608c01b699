"""The fit: each part says what the table of scoring.py promises."""

import pytest
from hypothesis import given, settings

from community.matching.problem import WEIGHTS, Problem
from community.matching.scoring import PARTS
from community.matching.solver import all_pairs, solve
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import problems

THEMES = ["a", "b", "c", "d"]


def parts(a, b, **more) -> dict[str, int]:
    match = solve(Problem([a], [b], **more)).matches[0]
    assert sum(match.parts.values()) == match.score
    return match.parts


def test_a_school_on_the_doorstep_that_asks_nothing():
    here = school(lat=49.56, lon=3.62)
    assert parts(mentor(), here) == {
        "distance": 400,
        "slots": 200,
        "themes": 200,
        "languages": 100,
        "continuity": 0,
    }


def test_everything_at_best_is_1000():
    here = school(lat=49.56, lon=3.62)
    assert sum(parts(mentor(), here, past=[("m1", "s1")]).values()) == 1000
    assert sum(WEIGHTS.values()) == 1000


@pytest.mark.parametrize(
    ("north", "points"),
    [(0.0, 400), (0.0449661, 300), (0.0899322, 200), (0.1798, 0)],
)
def test_distance_falls_evenly_to_the_radius(north, points):
    place = school(lat=49.56 + north, lon=3.62)
    assert parts(mentor(radius_km=20), place)["distance"] == points


@pytest.mark.parametrize(("radius", "points"), [(0, 100), (20, 100), (2000, 399)])
def test_a_remote_pair_gets_a_quarter_at_least(radius, points):
    """19,8 km apart: beyond a radius of 0, just inside 20, next door for 2,000."""
    place = school(lat=49.56 + 0.178, lon=3.62, remote=True)
    person = mentor(radius_km=radius, remote=True)
    assert parts(person, place)["distance"] == pytest.approx(points, abs=4)


@pytest.mark.parametrize(("common", "points"), [(1, 120), (2, 160), (3, 200), (4, 200)])
def test_more_common_slots_are_better(common, points):
    person = mentor(slots=THEMES[:common])
    assert parts(person, school(slots=THEMES))["slots"] == points


@pytest.mark.parametrize(("common", "points"), [(1, 50), (2, 100), (3, 150), (4, 200)])
def test_share_of_the_wished_themes(common, points):
    person = mentor(themes=THEMES[:common])
    assert parts(person, school(themes=THEMES))["themes"] == points


def test_languages_that_are_asked_are_spoken():
    assert parts(mentor(), school(languages=["tr"]))["languages"] == 100


def test_having_worked_together_counts():
    assert parts(mentor(), school(), past=[("m1", "s1")])["continuity"] == 100


def test_weights_are_those_of_the_problem():
    weights = {**WEIGHTS, "distance": 0, "themes": 600}
    found = parts(mentor(), school(), weights=weights)
    assert (found["distance"], found["themes"]) == (0, 600)


@settings(max_examples=30, deadline=None)
@given(problems())
def test_parts_add_up_and_stay_in_bounds(problem):
    listed = {(m, s): score for m, s, score in all_pairs(problem)}
    assert all(0 <= score <= 1000 for score in listed.values())
    for match in solve(problem).matches:
        assert tuple(match.parts) == PARTS
        assert sum(match.parts.values()) == match.score
        assert match.score == listed[match.mentor, match.school]
        assert all(0 <= match.parts[part] <= WEIGHTS[part] for part in PARTS)
