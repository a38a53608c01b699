"""Twenty answers and sendings at once, twenty rounds: no place given twice, no 5xx."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from community.matching.facts import snapshot
from community.matching.links import path_for, school_path
from community.matching.planning import compute_plan
from community.matching.question import build_problem
from community.matching.sending import send_plan
from community.models import PlanRun, SetAsidePair
from mentors.models import Mail
from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
TAKEN = ["accepted", "active"]


def post(path: str) -> int:
    """Answer by one's own connection; a fault is a 500, not an exception."""
    return Client(raise_request_exception=False).post(path).status_code


def test_one_place_is_given_once(aisne):
    """Twenty mentors say yes to a school that wants two."""
    for _round in range(ROUNDS):
        cache.clear()
        school = make.SchoolFactory()
        request = make.RequestFactory(school=school, mentors_wanted=2)
        matches = [
            make.MatchFactory(school=school, request=request) for _n in range(PEOPLE)
        ]

        statuses = at_once(post, [path_for(match, "yes") for match in matches])

        assert sorted(statuses) == [302] * 2 + [409] * (PEOPLE - 2)
        assert school.matches.filter(status="active").count() == 2


def test_a_mentor_never_exceeds_their_schools(aisne):
    """Twenty schools are answered yes by one mentor who can follow three."""
    for _round in range(ROUNDS):
        mentor = make.MentorFactory(max_schools=3)
        matches = [make.MatchFactory(mentor=mentor) for _n in range(PEOPLE)]

        statuses = at_once(post, [path_for(match, "yes") for match in matches])

        assert sorted(statuses) == [302] * 3 + [409] * (PEOPLE - 3)
        assert mentor.matches.filter(status__in=TAKEN).count() == 3


def test_yes_and_no_to_one_proposal_is_one_answer(aisne):
    for round_ in range(ROUNDS):
        match = make.MatchFactory()
        paths = [path_for(match, "yes"), path_for(match, "no")] * (PEOPLE // 2)

        statuses = at_once(post, paths)

        # 302 to the page that says what became of it, or 409 when another was faster.
        assert set(statuses) <= {302, 409}
        match.refresh_from_db()
        assert match.status in ("accepted", "declined")
        aside = SetAsidePair.objects.filter(mentor=match.mentor, school=match.school)
        assert aside.exists() == (match.status == "declined")
        told = Mail.objects.filter(key__startswith=f"match-accepted:{match.pk}:")
        assert told.count() <= 1, round_


def test_a_school_answers_once_by_its_link(aisne):
    """Twenty holders of the link say yes and no at once: one answer, one mail."""
    for round_ in range(ROUNDS):
        match = make.MatchFactory(status="accepted", answered_at=timezone.now())
        path = school_path(match)

        statuses = at_once(lambda n, path=path: answer(path, n), range(PEOPLE))

        assert set(statuses) <= {302, 409}
        match.refresh_from_db()
        assert match.status in ("active", "cancelled")
        aside = SetAsidePair.objects.filter(mentor=match.mentor, school=match.school)
        assert aside.exists() == (match.status == "cancelled")
        mails = Mail.objects.filter(key=f"match-school-answer:{match.pk}")
        assert mails.count() == 1, round_


def answer(path: str, number: int) -> int:
    """Even numbers say yes, odd ones no."""
    said = {"answer": "no" if number % 2 else "yes"}
    return Client(raise_request_exception=False).post(path, said).status_code


def test_a_plan_sent_twenty_times_leaves_once(aisne, cora):
    for _round in range(ROUNDS):
        school = make.SchoolFactory()
        make.PartnershipFactory(schools=[school])
        make.MentorFactory(max_schools=1)
        plan = compute_plan(aisne, cora)
        assert plan.result["pairs"]
        plan.review(cora)

        def send(pk):
            return len(send_plan(PlanRun.objects.get(pk=pk), cora))

        outcomes = at_once(send, [plan.pk] * PEOPLE)

        sent = [o for o in outcomes if isinstance(o, int)]
        refused = [o for o in outcomes if isinstance(o, ValidationError)]
        assert (sent, len(refused)) == ([len(plan.result["pairs"])], PEOPLE - 1)
        assert plan.matches.count() == sent[0]


def test_answers_and_sending_never_cross(aisne, cora):
    """Nineteen answers while the plan leaves: it left before them, or is stale."""
    for _round in range(ROUNDS):
        school = make.SchoolFactory()
        make.PartnershipFactory(schools=[school])
        mentor = make.MentorFactory(max_schools=2)
        plan = compute_plan(aisne, cora)
        plan.review(cora)
        asked = [make.MatchFactory(mentor=mentor) for _n in range(PEOPLE - 1)]
        _forget_facts(plan)

        def act(path, pk=plan.pk):
            return (
                post(path) if path else len(send_plan(PlanRun.objects.get(pk=pk), cora))
            )

        answers = ["yes", "no"] * PEOPLE
        paths = [path_for(m, a) for m, a in zip(asked, answers, strict=False)]
        outcomes = at_once(act, [None, *paths])

        assert set(outcomes[1:]) <= {302, 409}
        assert isinstance(outcomes[0], int | ValidationError), outcomes[0]
        assert mentor.matches.filter(status__in=TAKEN).count() <= 2
        pairs = mentor.matches.open().values_list("school", flat=True)
        assert len(pairs) == len(set(pairs))


def _forget_facts(plan: PlanRun) -> None:
    """Make the plan know the proposals just made, so that only answers can move it."""
    PlanRun.objects.filter(pk=plan.pk).update(
        snapshot=snapshot(build_problem(plan.territory))
    )


def test_broken_rule_is_seen(aisne, monkeypatch):
    """Without the count of the school's places, all twenty get in: the net sees it."""
    monkeypatch.setattr("community.matching.transitions.require_room", lambda *_: None)
    school = make.SchoolFactory()
    matches = [make.MatchFactory(school=school) for _n in range(PEOPLE)]

    at_once(post, [path_for(match, "yes") for match in matches])

    assert school.matches.filter(status__in=TAKEN).count() == PEOPLE
