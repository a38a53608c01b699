"""Reasons and refusals in words, each checked against what it claims."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from community.matching.explain import Labels, explain_unserved, reasons
from community.matching.problem import Problem
from community.matching.solver import solve
from community.matching.words import french_km, french_list
from tests.community.matching.people import mentor, school
from tests.community.matching.reference import feasible_pairs, haversine, problems

FAR = {"lat": 49.90, "lon": 3.62}


def left(*people, labels=None, **changes):
    plan = solve(Problem(list(people), [school(**changes)]))
    (unserved,) = explain_unserved(plan, labels) if labels else plan.unserved
    return unserved.reason, unserved.sentence, unserved.would_help


def test_reasons_a_coordinator_can_say():
    person = mentor(held={"temps-ecran": 2}, slots=["thu-evening", "mon-noon"])
    place = school(
        slots=["thu-evening", "mon-noon", "sat-morning"],
        themes=["temps-ecran", "arnaques"],
        languages=["tr"],
    )
    problem = Problem([person], [place], past=[("m1", "s1")])
    labels = Labels(
        slots={"thu-evening": "jeudi soir", "mon-noon": "lundi midi"},
        themes={"temps-ecran": "temps d’écran"},
        languages={"tr": "turc"},
    )
    (match,) = solve(problem, labels).matches
    assert match.reasons == [
        "à 2,4\u00a0km",
        "lundi midi et jeudi soir en commun",
        "parle turc (demandé)",
        "thème temps d’écran (déjà animé 2\u00a0fois)",
        "ont déjà travaillé ensemble",
    ]
    assert reasons(match, person, place, labels) == match.reasons
    assert haversine(person, place) == pytest.approx(2.4, abs=0.05)


def test_a_school_that_asks_nothing_gets_only_the_distance():
    (match,) = solve(Problem([mentor()], [school()])).matches
    assert match.reasons == ["à 2,4\u00a0km"]


def test_next_door_and_remote():
    (match,) = solve(Problem([mentor()], [school(lat=49.56, lon=3.62)])).matches
    assert match.reasons == ["tout près"]
    away = mentor(remote=True)
    (match,) = solve(Problem([away], [school(remote=True, **FAR)])).matches
    assert match.reasons == ["en visio"]


def test_a_slug_without_label_is_said_as_it_is():
    person, place = mentor(languages=["xx"]), school(languages=["xx"])
    (match,) = solve(Problem([person], [place])).matches
    assert "parle xx (demandé)" in match.reasons


def test_nobody_at_all():
    assert left()[0] == "nobody-near"


def test_no_place():
    assert left(mentor(), places=0)[0] == "no-place"


def test_nobody_near_names_the_nearest():
    reason, sentence, would_help = left(
        mentor("m1", lat=48.0), mentor("m2", radius_km=1), mentor("m3", lat=45.0)
    )
    assert reason == "nobody-near"
    assert sentence == (
        "Personne à portée\u00a0: la personne la plus proche est à 2,4\u00a0km et se "
        "déplace à 1,0\u00a0km au plus"
    )
    assert would_help == "Un parent ressource de plus à proximité"


def test_nobody_near_but_somebody_remote():
    away = [mentor("m1", remote=True), mentor("m2"), mentor("m3", remote=True)]
    would_help = left(*away, **FAR)[2]
    assert would_help == "Accepter la visio\u00a0: 2\u00a0personnes libres"
    assert "visio" not in left(*away, languages=["ar"], **FAR)[2]


def test_a_language_is_missing():
    reason, sentence, would_help = left(
        mentor("m1", languages=["ar"]),
        mentor("m2", capacity=0),
        languages=["tr", "ar"],
    )
    assert reason == "language-missing"
    assert sentence == "Personne à portée ne parle arabe et turc"
    assert would_help == (
        "Un parent ressource qui parle arabe et turc, ou un interprète\u00a0: "
        "1\u00a0personne libre"
    )


def test_no_common_slot_names_the_best_other_one():
    people = [
        mentor("m1", slots=["thu-evening", "fri-noon"]),
        mentor("m2", slots=["thu-evening"]),
        mentor("m3", slots=["fri-noon"], capacity=0),
        mentor("m4", slots=["fri-noon"], lat=-21.0),
        mentor("m5", slots=["fri-noon"], avoid=["s1"]),
    ]
    asked = ["wed-morning", "mon-noon"]
    reason, sentence, would_help = left(*people, slots=asked)
    assert reason == "no-common-slot"
    assert sentence == (
        "Aucun créneau en commun\u00a0: l’école demande lundi midi ou mercredi matin"
    )
    assert would_help == "Accepter aussi jeudi soir\u00a0: 2\u00a0personnes libres"


def test_no_common_slot_and_nobody_free():
    would_help = left(mentor(capacity=0), slots=["mon-noon"])[2]
    assert would_help == "Une personne libre lundi midi"


def test_no_common_theme():
    reason, sentence, would_help = left(mentor(), themes=["arnaques"])
    assert reason == "no-common-theme"
    assert sentence == "Personne à portée n’anime arnaques"
    assert would_help == "Accepter aussi temps-ecran\u00a0: 1\u00a0personne libre"


def test_people_set_aside_are_not_people_who_are_full():
    assert left(mentor(avoid=["s1"]))[0] == "set-aside"
    reason, sentence, _help = left(mentor("m1", capacity=0), mentor("m2", capacity=0))
    assert reason == "all-full"
    assert sentence == (
        "Les 2 personnes possibles suivent déjà autant d’écoles que prévu"
    )
    assert left(mentor(capacity=0))[1].startswith("La seule personne possible")


@settings(max_examples=60, deadline=None)
@given(problems())
def test_each_reason_is_true_and_a_school_more_is_served(problem):
    plan, pairs = solve(problem), feasible_pairs(problem)
    by_id = {school.id: school for school in problem.schools}
    for unserved in plan.unserved:
        place = by_id[unserved.school]
        possible = {m for m, s in pairs if s == place.id}
        full = unserved.reason in ("all-full", "no-place")
        assert full or not possible
        assert (unserved.reason == "no-place") == (place.places == 0)
        if unserved.reason == "all-full":
            many = len(possible) > 1
            assert (f"{len(possible)} personnes" in unserved.sentence) == many
            assert _served_with_one_more(problem, possible) > plan.objective.served


def _served_with_one_more(problem: Problem, possible: set[str]) -> int:
    """The least that one more school for any of these people brings."""
    kept = [m for m, _s in problem.kept]
    return min(
        solve(
            replace(
                problem,
                mentors=[
                    replace(m, capacity=max(m.capacity, kept.count(m.id)) + 1)
                    if m.id == uid
                    else m
                    for m in problem.mentors
                ],
            )
        ).objective.served
        for uid in possible
    )


@settings(max_examples=60, deadline=None)
@given(problems())
def test_advice_that_counts_free_people_serves_the_school(problem):
    plan = solve(problem)
    for unserved in plan.unserved:
        open_wish = {
            "Accepter la visio": {"remote": True},
            "Accepter aussi": {
                "no-common-slot": {"slots": frozenset()},
                "no-common-theme": {"themes": frozenset()},
            }.get(unserved.reason, {}),
            "Un parent ressource qui parle": {"languages": frozenset()},
        }
        said = next((w for w in open_wish if unserved.would_help.startswith(w)), None)
        if said and "libre" in unserved.would_help:
            schools = [
                replace(s, **open_wish[said]) if s.id == unserved.school else s
                for s in problem.schools
            ]
            wider = solve(replace(problem, schools=schools))
            assert wider.objective.served > plan.objective.served


def test_french_numbers_and_lists():
    assert french_km(3.16) == "3,2\u00a0km"
    assert french_list(["a"]) == "a"
    assert french_list(["a", "b", "c"], last="ou") == "a, b ou c"
