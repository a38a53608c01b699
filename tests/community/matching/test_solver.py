"""The plan is exactly optimal, keeps every rule, and does not depend on the order."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.matching.problem import Problem, ProblemError
from community.matching.solver import Plan, all_pairs, solve
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import feasible_pairs, optimum, problems


def pairs_of(plan: Plan) -> list[tuple[str, str]]:
    return [(match.mentor, match.school) for match in plan.matches]


def test_two_neighbours_are_matched():
    plan = solve(Problem([mentor()], [school()]))
    assert pairs_of(plan) == [("m1", "s1")]
    assert plan.objective.served == plan.objective.places_filled == 1
    assert plan.unserved == []


def check_rules(problem: Problem, plan: Plan) -> None:
    planned = pairs_of(plan)
    assert len(set(planned)) == len(planned)
    assert not set(planned) & set(problem.kept)
    assert set(planned) <= feasible_pairs(problem)
    assert set(problem.locked) <= plan.pairs == {*planned, *problem.kept}
    given = Counter(m for m, _s in problem.kept)
    taken = Counter(s for _m, s in problem.kept)
    for uid, count in Counter(m for m, _s in planned).items():
        capacity = next(m.capacity for m in problem.mentors if m.id == uid)
        assert count <= max(0, capacity - given[uid])
    for uid, count in Counter(s for _m, s in planned).items():
        places = next(s.places for s in problem.schools if s.id == uid)
        assert count <= max(0, places - taken[uid])


def check_optimum(problem: Problem) -> None:
    plan = solve(problem)
    check_rules(problem, plan)
    fit = {(m, s): score for m, s, score in all_pairs(problem)}
    served, priority, filled, score = optimum(problem, fit)
    found = plan.objective
    assert (found.served, found.priority_served) == (served, priority)
    assert found.places_filled == filled + len(problem.kept)
    assert sum(match.score for match in plan.matches) == score
    assert found.score == score + int(plan.board.parts(plan.kept).sum())
    everyone = {s.id for s in problem.schools}
    assert {u.school for u in plan.unserved} == everyone - {s for _m, s in plan.pairs}


@settings(max_examples=40, deadline=None)
@given(problems())
def test_same_optimum_as_an_integer_programme(problem):
    check_optimum(problem)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(problems(most=8))
def test_same_optimum_on_hundreds_of_larger_problems(problem):
    check_optimum(problem)


@settings(max_examples=40, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_same_plan_whatever_the_order_of_input(problem, dice):
    def shuffled(items):
        return dice.sample(list(items), len(items))

    names = ("mentors", "schools", "kept", "locked", "forbidden", "past")
    other = replace(problem, **{n: shuffled(getattr(problem, n)) for n in names})
    first, second = solve(problem), solve(other)
    assert first.matches == second.matches
    assert first.unserved == second.unserved
    assert first.objective == second.objective
    assert all_pairs(problem) == all_pairs(other)


def test_coverage_comes_before_fit():
    """Far can only be reached by m2, who would fit Near far better than m1."""
    near = school("near", lat=49.56, lon=3.62)
    far = school("far", lat=49.90, lon=3.62)
    short, long = mentor("m1", radius_km=20), mentor("m2", radius_km=50)
    plan = solve(Problem([short, long], [near, far]))
    assert pairs_of(plan) == [("m1", "near"), ("m2", "far")]


def test_priority_comes_before_fit():
    close = school("close", lat=49.56, lon=3.62)
    plan = solve(Problem([mentor()], [close, school("prior", priority=True)]))
    assert pairs_of(plan) == [("m1", "prior")]


def test_a_second_school_comes_before_a_priority_school():
    """Serving the priority school would leave the other mentor without any."""
    prior = school("prior", priority=True)
    plan = solve(
        Problem(
            [mentor("m1"), mentor("m2", avoid=["other"])],
            [prior, school("other")],
        )
    )
    assert plan.objective.served == 2


def test_nobody_is_sent_twice_to_one_school():
    plan = solve(Problem([mentor(capacity=3)], [school(places=3)]))
    assert plan.objective.places_filled == 1


def test_a_kept_pair_serves_its_school_beyond_all_rules_and_capacity():
    problem = Problem(
        [mentor(capacity=0)],
        [school("s1", places=0, languages=["ar"], lat=-21.1), school("s2")],
        kept=[("m1", "s1")],
    )
    plan = solve(problem)
    assert plan.matches == []
    assert plan.unserved_ids == ["s2"]
    assert (plan.objective.served, plan.objective.places_filled) == (1, 1)
    # nothing for distance, nor for a language that is not spoken
    assert plan.objective.score == 400


def test_a_school_served_by_a_kept_pair_gives_way_to_one_without():
    busy = school("busy", places=2, lat=49.56, lon=3.62, priority=True)
    problem = Problem(
        [mentor("m1"), mentor("m2")], [busy, school("new")], kept=[("m2", "busy")]
    )
    assert pairs_of(solve(problem)) == [("m1", "new")]


def test_a_bonus_keeps_the_earlier_plan_where_nothing_else_is_at_stake():
    near, far = school("near", lat=49.56, lon=3.62), school("s2")
    problem = Problem([mentor()], [near, far], previous=[("m1", "s2")])
    assert pairs_of(solve(problem)) == [("m1", "near")]
    kept = solve(replace(problem, keep_bonus=500))
    assert pairs_of(kept) == [("m1", "s2")]
    assert kept.objective.score == kept.matches[0].score <= 1000


def test_a_bonus_never_costs_a_school():
    near, far = school("near", lat=49.56, lon=3.62), school("far", lat=49.90, lon=3.62)
    people = [mentor("m1", radius_km=20), mentor("m2", radius_km=50)]
    problem = Problem(people, [near, far], previous=[("m2", "near")], keep_bonus=1000)
    assert solve(problem).objective.served == 2


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"locked": [("m1", "far")]}, "locked[0]"),
        ({"locked": [("m1", "s1"), ("m1", "s2")]}, "locked[1][0]"),
        ({"locked": [("m1", "s1"), ("m2", "s1")]}, "locked[1][1]"),
        ({"locked": [("m1", "s1")], "kept": [("m1", "s2")]}, "locked[0][0]"),
        ({"locked": [("m1", "s1")], "kept": [("m2", "s1")]}, "locked[0][1]"),
    ],
)
def test_a_locked_pair_that_cannot_be_is_refused(changes, path):
    schools = [school("s1"), school("s2"), school("far", lat=-21.1)]
    problem = Problem([mentor("m1"), mentor("m2")], schools, **changes)
    with pytest.raises(ProblemError) as refusal:
        solve(problem)
    assert refusal.value.path == path


def test_a_pair_both_kept_and_locked_counts_once():
    pair = [("m1", "s1")]
    plan = solve(Problem([mentor()], [school()], kept=pair, locked=pair))
    assert plan.matches == []
    assert plan.objective.places_filled == 1


def test_nobody_and_nothing():
    assert solve(Problem([], [])).objective.served == 0
    assert solve(Problem([mentor()], [])).matches == []
    assert solve(Problem([], [school()])).unserved_ids == ["s1"]
