"""Feasible pairs: the rules one by one, then against the plain reading of them."""

import numpy as np
import pytest
from hypothesis import given, settings

from community.matching import candidates
from community.matching.board import Board
from community.matching.problem import Problem
from community.matching.solver import all_pairs
from community.matching.table import Table
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import feasible_pairs, haversine, problems


def meets(a, b, **decided) -> bool:
    return bool(all_pairs(Problem([a], [b], **decided)))


def test_a_near_pair_is_feasible():
    assert meets(mentor(), school())


@pytest.mark.parametrize(
    ("mentor_wish", "school_wish", "expected"),
    [
        ({"slots": ["tue-evening"]}, {"slots": ["mon-noon"]}, False),
        ({"slots": ["a", "b"]}, {"slots": ["b", "c"]}, True),
        ({"slots": []}, {"slots": []}, True),
        ({"slots": []}, {"slots": ["a"]}, False),
        ({"themes": ["a"]}, {"themes": ["b"]}, False),
        ({"themes": ["a", "b"]}, {"themes": ["b", "c"]}, True),
        ({"languages": ["tr"]}, {"languages": ["tr", "ar"]}, False),
        ({"languages": ["tr", "ar", "fr"]}, {"languages": ["tr", "ar"]}, True),
        ({"languages": []}, {"languages": []}, True),
        ({"avoid": ["s1"]}, {}, False),
        ({"avoid": ["s2"]}, {}, True),
        ({"radius_km": 1}, {}, False),
        ({"radius_km": 1, "remote": True}, {}, False),
        ({"radius_km": 1}, {"remote": True}, False),
        ({"radius_km": 1, "remote": True}, {"remote": True}, True),
        ({"radius_km": 0, "lat": 49.57, "lon": 3.65}, {}, True),
    ],
)
def test_each_rule(mentor_wish, school_wish, expected):
    assert meets(mentor(**mentor_wish), school(**school_wish)) is expected


def test_a_forbidden_pair_is_not_feasible():
    assert not meets(mentor(), school(), forbidden=[("m1", "s1")])


def test_a_kept_pair_is_listed_when_the_rules_allow_it():
    assert meets(mentor(), school(), kept=[("m1", "s1")])


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((48.8566, 2.3522), (45.7640, 4.8357), 391.5),  # Paris, Lyon
        ((41.9192, 8.7386), (42.6977, 9.4508), 104.8),  # Ajaccio, Bastia
        ((-20.8823, 55.4504), (-21.3393, 55.4781), 50.9),  # Réunion, north to south
        ((-17.5, 179.9), (-17.5, -179.9), 21.2),  # across the date line
        ((89.9, 0), (89.9, 180), 22.2),  # across the pole
    ],
)
def test_radius_on_the_whole_earth(a, b, km):
    here = {"lat": a[0], "lon": a[1]}
    there = school(lat=b[0], lon=b[1])
    assert meets(mentor(radius_km=km + 0.5, **here), there)
    assert not meets(mentor(radius_km=km - 0.5, **here), there)


def test_kilometres_agree_with_the_haversine():
    people, places = [mentor(lat=-20.9, lon=55.4)], [school(lat=48.9, lon=2.4)]
    km = Table(Problem(people, places)).km(np.array([0]), np.array([0]))
    assert km[0] == pytest.approx(haversine(people[0], places[0]), abs=1e-6)


def test_more_wishes_than_bits_in_a_word():
    words = [f"theme-{n:03}" for n in range(200)]
    offers = mentor(themes=[words[150], words[199]])
    assert meets(offers, school(themes=words))
    assert meets(offers, school(themes=words[190:]))
    assert not Board(
        Problem(
            [offers], [school("s0", themes=words), school("s1", themes=words[:150])]
        )
    ).remaining["themes"][1]


@settings(max_examples=60, deadline=None)
@given(problems())
def test_same_pairs_as_the_plain_rules(problem):
    pairs = [(m, s) for m, s, _score in all_pairs(problem)]
    assert pairs == sorted(feasible_pairs(problem))


def test_small_bundles_find_the_same_pairs(monkeypatch):
    people = [mentor(f"m{i}", remote=i % 3 == 0, lat=49.3 + i / 10) for i in range(8)]
    places = [school(f"s{i}", remote=i % 2 == 0, lat=49.3 + i / 9) for i in range(9)]
    problem = Problem(people, places)
    whole = Board(problem)
    monkeypatch.setattr(candidates, "BUNDLE", 3)
    parts = Board(problem)
    assert len(whole.keys) > 20
    assert np.array_equal(whole.keys, parts.keys)
    assert np.array_equal(whole.score, parts.score)
    for stage, counts in whole.remaining.items():
        assert np.array_equal(counts, parts.remaining[stage])


def test_what_is_left_after_each_rule():
    people = [
        mentor("m1", lat=-21.0),
        mentor("m2", languages=["fr"]),
        mentor("m3", slots=[]),
        mentor("m4", themes=[]),
        mentor("m5", avoid=["s1"]),
        mentor("m6"),
    ]
    place = school(languages=["tr"], slots=["tue-evening"], themes=["temps-ecran"])
    remaining = Board(Problem(people, [place])).remaining
    counts = [int(remaining[stage][0]) for stage in candidates.STAGES]
    assert counts == [5, 4, 3, 2, 1]
