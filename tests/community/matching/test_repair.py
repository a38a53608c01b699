"""After a refusal the plan is repaired at once, and nobody else is disturbed."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from community.matching.problem import Problem, ProblemError
from community.matching.repair import repair
from community.matching.solver import solve
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import problems


def test_the_next_best_person_is_proposed():
    near, far = mentor("near"), mentor("far", lat=49.65)
    plan = solve(Problem([near, far], [school()]))
    assert plan.pairs == {("near", "s1")}
    repaired = repair(plan, [("near", "s1")])
    assert repaired.pairs == {("far", "s1")}
    assert repaired.objective.served == 1


def test_the_person_is_offered_another_school():
    problem = Problem([mentor()], [school("s1"), school("s2", lat=49.65)])
    assert repair(solve(problem), [("m1", "s1")]).pairs == {("m1", "s2")}


def test_a_refused_pair_never_comes_back():
    plan = repair(solve(Problem([mentor()], [school()])), [("m1", "s1")])
    assert plan.pairs == set()
    assert [left.reason for left in plan.unserved] == ["set-aside"]


def test_refusing_one_after_the_other_remembers_all():
    people = [mentor("m1"), mentor("m2")]
    plan = repair(solve(Problem(people, [school()])), [("m1", "s1")])
    assert repair(plan, [("m2", "s1")]).pairs == set()


def test_the_plan_before_is_not_changed():
    plan = solve(Problem([mentor()], [school()]))
    repair(plan, [("m1", "s1")])
    assert plan.pairs == {("m1", "s1")}


@pytest.mark.parametrize("pair", [("m1", "s2"), ("m9", "s1"), ("m1", "s9")])
def test_a_pair_outside_the_plan_is_refused(pair):
    plan = solve(Problem([mentor()], [school("s1"), school("s2", places=0)]))
    with pytest.raises(ProblemError) as refusal:
        repair(plan, [("m1", "s1"), pair])
    assert refusal.value.path == "refused[1]"


@settings(max_examples=60, deadline=None)
@given(problems(), st.data())
def test_as_good_as_solving_again_with_everyone_else_kept(problem, data):
    """Twice in a row: planned, locked and kept pairs may all be refused."""
    plan, refused = solve(problem), []
    for _answer in range(2):
        assume(plan.pairs)
        some = st.lists(st.sampled_from(sorted(plan.pairs)), unique=True, min_size=1)
        gone = data.draw(some)
        before, plan = plan.pairs, repair(plan, gone)
        refused += gone
        kept = sorted(before - set(gone))
        again = solve(
            replace(
                problem,
                kept=kept,
                locked=(),
                forbidden=[*problem.forbidden, *refused],
            )
        )
        assert set(kept) <= plan.pairs
        assert not set(refused) & plan.pairs
        assert plan.objective == again.objective
