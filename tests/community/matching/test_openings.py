"""Where one more person opens schools, how even a plan is, and what would change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from community.matching.board import Board
from community.matching.fairness import fairness
from community.matching.obstacles import obstacles
from community.matching.openings import Home, openings, usual_radius
from community.matching.problem import Problem
from community.matching.solver import solve
from community.matching.supposing import Supposition, newcomer, suppose
from community.matching.words import FRENCH
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import POINTS, feasible, problems

HOMES = [Home(f"ville {i}", *point) for i, point in enumerate(sorted({*POINTS}))]
LAON, FAR = Home("Laon", 49.56, 3.62), Home("Ailleurs", 44.0, 3.62)


def test_the_place_that_opens_most_schools_comes_first():
    schools = [school("s1"), school("s2"), school("far", lat=44.0)]
    found = openings(solve(Problem([], schools)), [FAR, LAON])

    assert [(o.place, o.schools) for o in found] == [("Laon", 2), ("Ailleurs", 1)]


def test_a_priority_school_breaks_a_tie():
    schools = [school("s1", lat=44.0), school("s2", priority=True)]
    found = openings(solve(Problem([], schools)), [FAR, LAON])

    assert [(o.place, o.priority) for o in found] == [("Laon", 1), ("Ailleurs", 0)]


def test_a_school_that_asks_a_language_is_not_opened_by_anyone():
    plan = solve(Problem([], [school(languages=["tr"]), school("s2", places=0)]))

    assert openings(plan, [LAON]) == []


@settings(max_examples=100, deadline=None)
@given(problems())
def test_one_more_person_there_opens_that_many_schools(problem):
    """The newcomer is put there for good, with room for all: each school is served."""
    plan = solve(problem)
    for opening in openings(plan, HOMES)[:1]:
        home = next(home for home in HOMES if home.name == opening.place)
        radius = usual_radius(problem.mentors)
        person = newcomer(problem, home, radius, capacity=opening.schools)
        then = solve(replace(problem, mentors=[*problem.mentors, person]))
        assert then.objective.served - plan.objective.served >= opening.schools


def test_suppositions_change_what_they_say():
    people = [mentor(radius_km=5, slots=["tue-evening", "sat-morning"])]
    problem = Problem(people, [school()])
    changed = suppose(problem, Supposition(5, LAON, 2, without_day="sat"))

    assert changed.mentors[0].radius_km == 10
    assert changed.mentors[0].slots == {"tue-evening"}
    assert [m.id for m in changed.mentors[1:]] == ["newcomer 0", "newcomer 1"]
    assert not any(s.startswith("sat") for m in changed.mentors for s in m.slots)


@settings(max_examples=50, deadline=None)
@given(problems())
def test_more_kilometres_or_people_never_cost_a_school(problem):
    now = solve(suppose(problem, Supposition()))
    for supposed in (Supposition(more_km=5), Supposition(0, LAON, 1)):
        assert (
            solve(suppose(problem, supposed)).objective.served >= now.objective.served
        )


def test_fairness_counts_people_and_kilometres():
    people = [mentor("m1"), mentor("m2", lat=44.0), mentor("m3", capacity=0)]
    schools = [school("s1", priority=True, lat=49.56, lon=3.62), school("s2", lat=0)]
    shared = fairness(solve(Problem(people, schools)))

    assert (shared.idle, shared.full) == (1, 1)
    assert (shared.priority_share, shared.other_share) == (100, 0)
    assert shared.longest_km == 0


def test_nobody_is_fair_too():
    assert fairness(solve(Problem([], []))).mean_km == 0


@pytest.mark.parametrize(
    ("who", "where", "said"),
    [
        ({"lat": 49.9}, {}, "à 36,8 km, pour 20,0 km au plus"),
        ({"slots": []}, {"slots": ["thu-evening"]}, "aucun moment en commun"),
        ({"themes": []}, {"themes": ["temps-ecran"]}, "aucun thème en commun"),
        ({}, {"languages": ["ar"]}, "ne parle pas arabe"),
        ({"avoid": ["s1"]}, {}, "école de ses enfants"),
        ({"capacity": 0}, {}, "toutes les écoles qu’elle peut suivre"),
        ({}, {"places": 0}, "toutes les personnes qu’elle demande"),
    ],
)
def test_each_obstacle_is_named(who, where, said):
    board = Board(Problem([mentor(**who)], [school(**where)]))
    (broken,) = obstacles(board, "m1", "s1", FRENCH)

    assert said in broken.replace("\u00a0", " ")


@settings(max_examples=50, deadline=None)
@given(problems())
def test_no_obstacle_when_the_rules_allow(problem):
    board, full = Board(problem), "toutes les"
    for person in problem.mentors:
        for place in problem.schools:
            broken = obstacles(board, person.id, place.id, FRENCH)
            rules = [one for one in broken if full not in one]
            assert bool(rules) != feasible(problem, person, place)
