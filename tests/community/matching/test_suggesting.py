"""Suggestions for one school: fit, reasons, and the rare kept for who needs it."""

from dataclasses import replace

from hypothesis import given, settings

from community.matching.problem import Problem
from community.matching.repair import refill
from community.matching.solver import solve, standing
from community.matching.suggesting import suggestions
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import feasible_pairs, problems


def names(problem, uid="s1"):
    return [one.mentor for one in suggestions(standing(problem), uid)]


def test_the_best_fit_comes_first():
    people = [mentor("far", lat=49.65), mentor("near")]

    assert names(Problem(people, [school()])) == ["near", "far"]


def test_the_only_turkish_speaker_is_kept_for_who_asks_turkish():
    people = [mentor("ayse", lat=49.57), mentor("paul", lat=49.60, languages=["fr"])]
    schools = [school("s1"), school("s2", languages=["tr"])]
    problem = Problem(people, schools)
    first, second = suggestions(standing(problem), "s1")

    assert (first.mentor, second.mentor) == ("paul", "ayse")
    assert second.score > first.score
    assert (second.alone_for, second.scarcity) == (1, 200)
    assert "seule personne possible pour 1\u00a0autre école" in second.reasons
    # Once that school has somebody, she is free for this one.
    served = replace(problem, mentors=[*people, mentor("x")], kept=[("x", "s2")])
    assert names(served)[0] == "ayse"


def test_people_who_are_full_or_there_already_are_not_suggested():
    people = [mentor("full"), mentor("here", capacity=2), mentor("free")]
    schools = [school("s1", places=3), school("s2")]
    kept = [("full", "s2"), ("here", "s1")]

    assert names(Problem(people, schools, kept=kept)) == ["free"]


def test_unknown_school_has_nobody():
    assert names(Problem([mentor()], [school()]), "s9") == []


@settings(max_examples=60, deadline=None)
@given(problems())
def test_suggestions_are_feasible_and_their_figures_hold(problem):
    plan, allowed = standing(problem), feasible_pairs(problem)
    for place in problem.schools:
        found = suggestions(plan, place.id)
        assert [one.rank for one in found] == sorted(
            (o.rank for o in found), reverse=True
        )
        for one in found:
            assert (one.mentor, place.id) in allowed - set(problem.kept)
            assert 0 <= one.scarcity < 400


@settings(max_examples=60, deadline=None)
@given(problems())
def test_refilling_everybody_is_solving(problem):
    problem = replace(problem, locked=())
    people = [one.id for one in problem.mentors]

    assert (
        refill(standing(problem), mentors=people).objective == solve(problem).objective
    )


def test_refilling_one_school_leaves_the_others():
    problem = Problem([mentor(capacity=2)], [school("s1"), school("s2")])

    assert refill(standing(problem), schools=["s2"]).pairs == {("m1", "s2")}
