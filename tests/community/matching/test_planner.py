"""From a plan to answers: computed, looked at, sent once, then accepted or not."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.matching.planning import compute_plan
from community.matching.plans import end_of_school_year
from community.matching.question import build_problem
from community.matching.sending import send_plan
from community.models import Match, PlanRun, SetAsidePair
from community.schools.models import ChildSchool, School
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(client_for, ada):
    client = client_for(ada)

    def post(match, **data):
        url = reverse("matches:answer", args=[match.pk])
        return client.post(url, data, follow=True)

    return post


def test_plan_pairs_and_explains(plan, ada, agreed):
    (pair,) = plan.result["pairs"]

    assert (pair["mentor"], pair["school"]) == (ada.mentor.pk, agreed.pk)
    assert 0 < pair["score"] <= 100
    assert pair["reasons"]
    assert not Match.objects.exists()


def test_new_computation_replaces_the_draft(plan, aisne, cora):
    again = compute_plan(aisne, cora)

    plan.refresh_from_db()
    assert (plan.status, again.status) == ("discarded", "draft")


def test_sending_makes_proposals_and_writes_to_mentors(
    plan, act, ada, agreed, django_capture_on_commit_callbacks
):
    request = make.RequestFactory(school=agreed)

    act(action="review", plan=plan.pk)
    with django_capture_on_commit_callbacks(execute=True):
        act(action="send", plan=plan.pk)

    match = Match.objects.get()
    assert (match.status, match.request, match.plan) == ("proposed", request, plan)
    assert match.expires_at > timezone.now()
    assert [message.to for message in mail.outbox] == [[ada.email]]


def test_problem_holds_what_matching_needs(ada, agreed, aisne):
    other = make.MentorFactory(max_schools=3)
    make.MatchFactory(mentor=ada.mentor, school=agreed, status="active")
    elsewhere = make.SchoolFactory()
    make.MatchFactory(mentor=other, school=elsewhere, status="active")
    School.objects.filter(pk=elsewhere.pk).update(opted_out=True)
    ada.mentor.avoid_own_schools = True
    ada.mentor.save()
    ChildSchool.objects.create(mentor=ada.mentor, school=agreed)
    make.RequestFactory(school=agreed, mentors_wanted=2, slots=["thu-evening"])

    problem = build_problem(aisne)

    mentors = {mentor.id: mentor for mentor in problem.mentors}
    (place,) = problem.schools
    assert list(problem.kept) == [(str(ada.mentor.pk), str(agreed.pk))]
    assert mentors[str(other.pk)].capacity == 2
    assert mentors[str(ada.mentor.pk)].avoid == {str(agreed.pk)}
    assert (place.places, place.slots) == (2, {"thu-evening"})


def test_problem_of_many_rows_costs_eleven_queries(
    aisne, agreed, django_assert_max_num_queries
):
    make.MentorFactory.create_batch(5)
    make.PartnershipFactory(schools=make.SchoolFactory.create_batch(5))

    # Schools, mentors with their themes and languages, matches, pairs set aside,
    # matches that ended, requests with nothing to prefetch, child schools, matches
    # elsewhere, themes already run.
    with django_assert_max_num_queries(11):
        build_problem(aisne)


def test_lock_then_removal(plan, act, ada, agreed):
    pair = {"mentor": ada.mentor.pk, "school": agreed.pk}

    act(action="lock", **pair)
    assert PlanRun.objects.get(status="draft").result["pairs"][0]["locked"]

    act(action="remove", **pair)
    assert PlanRun.objects.get(status="draft").result["pairs"] == []
    assert not SetAsidePair.objects.exists()

    act(action="restore", **pair)
    act(action="forbid", **pair)
    assert PlanRun.objects.get(status="draft").result["pairs"] == []
    assert SetAsidePair.objects.get().until == end_of_school_year()

    act(action="allow", **pair)
    assert len(PlanRun.objects.get(status="draft").result["pairs"]) == 1


def test_screen_shows_the_plan(plan, client_for, cora):
    response = client_for(cora).get(reverse("planner:territory", args=["02"]))

    assert len(response.context["rows"]) == 1
    assert response.context["is_unsent"]


def test_only_territory_is_opened_at_once(client_for, cora):
    response = client_for(cora).get(reverse("planner:home"))

    assert response.url == reverse("planner:territory", args=["02"])


def test_yes_makes_a_match_and_tells_the_school(
    proposal, answer, dora, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer(proposal, answer="yes")

    proposal.refresh_from_db()
    assert proposal.status == "accepted"
    assert [message.to for message in mail.outbox] == [[dora.email]]


def test_no_sets_the_pair_aside(proposal, answer, ada, school):
    answer(proposal, answer="no", reason=" Trop loin ")

    proposal.refresh_from_db()
    aside = SetAsidePair.objects.get()
    assert (proposal.status, proposal.decline_reason) == ("declined", "Trop loin")
    assert (aside.mentor, aside.school) == (ada.mentor, school)


def test_declined_pair_is_not_planned_again(proposal, ada, agreed, aisne, cora):
    proposal.decline(ada)

    assert compute_plan(aisne, cora).result["pairs"] == []


# Refusals


def test_plan_is_sent_once(plan, cora):
    plan.review(cora)
    send_plan(plan, cora)

    with pytest.raises(ValidationError, match="déjà été envoyé"):
        send_plan(plan, cora)

    assert Match.objects.count() == 1


def test_replaced_plan_is_not_sent(plan, aisne, cora):
    compute_plan(aisne, cora)

    with pytest.raises(ValidationError, match="ou remplacé"):
        send_plan(plan, cora)


@pytest.mark.parametrize("change", ["mentor", "school", "match"])
def test_stale_plan_is_not_sent(plan, act, ada, agreed, change):
    if change == "mentor":
        type(ada.mentor).objects.update(status="paused")
    elif change == "school":
        type(agreed).objects.update(opted_out=True)
    else:
        make.MatchFactory(school=agreed)
    plan.review(plan.author)
    before = Match.objects.count()

    response = act(action="send", plan=plan.pk)

    assert "Recalculez avant d’envoyer" in response.content.decode()
    assert Match.objects.count() == before


@pytest.mark.parametrize("unfit", ["no agreement", "opted out", "closed", "unplaced"])
def test_unfit_school_is_not_planned(ada, aisne, unfit):
    changes = {
        "opted out": {"opted_out": True},
        "closed": {"status": "closed"},
        "unplaced": {"latitude": None, "longitude": None},
    }
    school = make.SchoolFactory(**changes.get(unfit, {}))
    if unfit != "no agreement":
        make.PartnershipFactory(schools=[school])

    assert not build_problem(aisne).schools


def test_mentor_already_full_cannot_accept(proposal, answer, ada):
    ada.mentor.max_schools = 1
    ada.mentor.save()
    make.MatchFactory(mentor=ada.mentor, status="active")

    response = answer(proposal, answer="yes")

    proposal.refresh_from_db()
    assert proposal.status == "proposed"
    assert "déjà autant d’écoles" in response.content.decode()


def test_school_already_served_cannot_be_accepted(proposal, answer, school):
    make.MatchFactory(school=school, status="active")

    assert "a déjà trouvé quelqu’un" in answer(proposal, answer="yes").content.decode()


def test_school_that_wants_two_takes_a_second(proposal, answer, school):
    proposal.request = make.RequestFactory(school=school, mentors_wanted=2)
    proposal.save()
    make.MatchFactory(school=school, status="active")

    answer(proposal, answer="yes")

    proposal.refresh_from_db()
    assert proposal.status == "active"


@pytest.mark.parametrize("word", ["yes", "no"])
def test_second_answer_is_refused(proposal, answer, ada, word):
    proposal.accept(ada)

    assert "déjà répondu" in answer(proposal, answer=word).content.decode()


def test_answer_is_a_post_of_ones_own(client_for, answer, ada, proposal, school):
    url = reverse("matches:answer", args=[proposal.pk])

    assert client_for(ada).get(url).status_code == 405
    assert answer(proposal, answer="maybe").status_code == 404
    assert answer(make.MatchFactory(), answer="yes").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"action": "burn"},
        {"action": "send", "plan": "999"},
        {"action": "send", "plan": "²"},
        {"action": "lock", "mentor": "1", "school": "x"},
        {"action": "remove", "mentor": "999", "school": "999"},
    ],
)
def test_action_that_means_nothing_is_404(plan, act, data):
    assert act(**data).status_code == 404


def test_planner_is_for_its_coordinator(client_for, client, cora, zoe, eve, ada):
    url = reverse("planner:territory", args=["02"])
    outside = make.TerritoryFactory(code="75", name="Paris", wave=None)

    for stranger in (zoe, eve, ada):
        assert client_for(stranger).get(url).status_code == 403
        act = reverse("planner:act", args=["02"])
        assert client_for(stranger).post(act, {"action": "compute"}).status_code == 403
    assert client.get(url).status_code == 302
    missing = reverse("planner:territory", args=[outside.code])
    assert client_for(cora).get(missing).status_code == 404
