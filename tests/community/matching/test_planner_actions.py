"""Choices by hand: added, removed, forbidden, what they cost, and what goes stale."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.matching.facts import changes
from community.matching.planning import Choices, compute_plan
from community.matching.sending import send_plan
from community.models import Match, PlanRun
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(act):
    """The page that follows, as text."""
    return lambda **data: act(**data).content.decode()


def pairs():
    found = PlanRun.objects.unsent().get().result["pairs"]
    return {(p["mentor"], p["school"]) for p in found}


def test_pair_added_by_hand_is_locked_in(plan, act, ada, second, agreed):
    (before,) = pairs()
    other = second if before[0] == ada.mentor.pk else ada.mentor

    said = act(action="add", mentor=other.pk, school=agreed.pk)

    # One place: whoever was there gives way, and the whole is worth about the same.
    assert pairs() == {(other.pk, agreed.pk)}
    assert "Ajoutée." in said
    assert PlanRun.objects.unsent().get().locked == [(str(other.pk), str(agreed.pk))]


def test_removing_says_what_it_costs(plan, act, ada, agreed):
    said = act(action="remove", mentor=ada.mentor.pk, school=agreed.pk)

    assert "−1 école servie" in said
    assert "Vos choix à la main" in said  # and stays written beside the plan


def test_choices_by_hand_survive_another_computation(plan, act, ada, agreed):
    act(action="remove", mentor=ada.mentor.pk, school=agreed.pk)
    act(action="compute")

    assert pairs() == set()


def test_lock_that_facts_made_impossible_is_let_go(plan, act, ada, agreed, cora):
    act(action="lock", mentor=ada.mentor.pk, school=agreed.pk)
    type(agreed).objects.filter(pk=agreed.pk).update(latitude=48.0)

    assert "Verrou devenu impossible" in act(action="compute")
    assert pairs() == set()


def test_only_a_reviewed_plan_leaves(plan, act):
    assert "Relisez ce plan" in act(action="send", plan=plan.pk)
    assert not Match.objects.exists()

    assert "Envoyer aux parents ressources" in act(action="review", plan=plan.pk)
    plan.refresh_from_db()
    assert plan.reviewed_by is not None


def test_what_changed_is_said_in_words(plan, ada, agreed, act):
    newcomer = make.MentorFactory(commune=ada.mentor.commune)
    ada.mentor.max_schools = 4
    ada.mentor.save()
    make.MatchFactory(mentor=newcomer, school=agreed)

    told = changes(plan)

    assert f"{newcomer.display_name} – {agreed} : mise en relation nouvelle" in told
    assert f"{ada.mentor.display_name} : a changé son nombre d’écoles" in told
    assert f"{newcomer.display_name} peut être proposé" in told
    page = act(action="send", plan=plan.pk)
    assert "La situation a changé depuis ce calcul" in page


def test_fresh_plan_says_nothing(plan):
    assert changes(plan) == []


def test_a_request_that_came_makes_the_plan_stale(plan, agreed, cora):
    plan.review(cora)
    make.RequestFactory(school=agreed, mentors_wanted=2)

    with pytest.raises(ValidationError, match="le nombre de personnes voulues"):
        send_plan(plan, cora)


def test_new_choice_moves_nobody_else(aisne, cora, ada, second, agreed):
    """Two people as good as each other: the one that was read stays."""
    first = compute_plan(aisne, cora)
    again = compute_plan(aisne, cora, Choices(), first)

    assert again.result["pairs"] == first.result["pairs"]


# Refusals


def test_pair_against_the_rules_is_refused_with_reasons(plan, act, ada, aisne):
    far = make.SchoolFactory(latitude=48.0, longitude=3.0)
    make.PartnershipFactory(schools=[far])

    said = act(action="add", mentor=ada.mentor.pk, school=far.pk)

    assert "Ces deux-là ne vont pas ensemble" in said
    assert PlanRun.objects.unsent().get().locked == []


@pytest.mark.parametrize("value", ["", "x", "²", "9" * 30, "\x00"])
def test_numbers_that_mean_nothing_are_404(plan, client_for, cora, value):
    url = reverse("planner:act", args=["02"])
    for action in ("add", "restore", "allow", "send"):
        data = {"action": action, "mentor": value, "school": value, "plan": value}
        assert client_for(cora).post(url, data).status_code in (400, 404)


@pytest.mark.parametrize("action", ["add", "restore"])
def test_people_of_elsewhere_are_refused(plan, act, action):
    elsewhere = make.TerritoryFactory(code="95", name="Val-d’Oise", slug="val-d-oise")
    there = make.SchoolFactory(territory=elsewhere)

    act(action=action, mentor=10**9, school=there.pk)

    assert PlanRun.objects.unsent().get().locked == []
