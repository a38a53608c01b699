"""A school's public page, its correction by hand, and the matches it may take."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.matching.models import Match
from community.matching.planning import compute_plan
from community.matching.question import build_problem
from community.matching.sending import send_plan
from community.models import School
from tests import factories as make


def page(client, school):
    return client.get(reverse("school:page", args=[school.uai]))


def test_page_tells_what_parents_need(client, school):
    School.objects.update(ent="Mon ENT", priority="REP")
    make.PartnershipFactory(schools=[school])
    make.SessionFactory(school=school, starts_at=timezone.now() + dt.timedelta(days=3))
    make.ReportFactory(school=school, participants=12)

    response = page(client, school)

    text = response.content.decode()
    for told in ("École Jean-Macé", "Laon", "REP", "Mon ENT", "Temps d’écran", ">12<"):
        assert told in text
    assert "Une convention couvre cette école" in text
    assert not response.cookies


def test_page_names_nobody(client, ada, school):
    School.objects.update(email="ce.ecole@exemple.test", phone="0323000001")
    make.SessionFactory(
        mentor=ada.mentor,
        school=school,
        starts_at=timezone.now() + dt.timedelta(days=3),
    )
    make.ReportFactory(mentor=ada.mentor, school=school, questions="secret")
    text = page(client, school).content.decode()

    for secret in ("Benali", "Ada", "secret", "ce.ecole", "0323000001"):
        assert secret not in text


def test_fewer_than_five_people_are_masked(client, school):
    make.ReportFactory(school=school, participants=4)

    figure = page(client, school).context["figures"][1]

    assert (figure.masked, figure.value) == (True, 0)


def test_closed_school_says_so_and_shows_the_way(client, school, cora):
    after = make.SchoolFactory(name="École Louise-Michel")
    School.objects.filter(pk=school.pk).update(status="closed", merged_into=after)
    text = page(client, school).content.decode()

    assert "Cet établissement est fermé" in text
    assert "École Louise-Michel" in text
    assert "Les prochains ateliers" not in text


def test_school_that_opted_out_is_not_public(client, school):
    School.objects.update(opted_out=True)

    assert page(client, school).status_code == 404


def test_small_letters_lead_to_the_page(client, school):
    response = client.get(reverse("school:page", args=[school.uai.lower()]))

    assert response.url == reverse("school:page", args=[school.uai])


def test_page_costs_few_queries(client, school, django_assert_max_num_queries):
    """School, sessions and their themes, agreement, figures, the page's frame."""
    for day in range(1, 9):
        make.SessionFactory(
            school=school, starts_at=timezone.now() + dt.timedelta(days=day)
        )
    with django_assert_max_num_queries(10):
        page(client, school)


# Correcting by hand


def edit(client, school, **changes):
    data = {"name": school.name, "city": school.city, "ent": ""} | changes
    return client.post(reverse("schools:edit", args=[school.uai]), data)


def test_correction_is_kept_from_imports(cora, client_for, school):
    edit(client_for(cora), school, name="École Jean Macé", ent="Mon ENT")

    school.refresh_from_db()
    assert (school.name, school.ent) == ("École Jean Macé", "Mon ENT")
    assert school.edited_fields == ["name"]


def test_correction_leaves_what_an_import_wrote_meanwhile(cora, client_for, school):
    """Only what the person changed is saved, whatever the form showed."""
    client = client_for(cora)
    client.get(reverse("schools:edit", args=[school.uai]))

    edit(client, school, ent="Mon ENT")

    school.refresh_from_db()
    assert school.edited_fields == []


@pytest.mark.parametrize(
    "bad", [{"name": " "}, {"name": "\u200b"}, {"email": "x"}, {"website": "a b"}]
)
def test_bad_correction_is_refused(cora, client_for, school, bad):
    response = edit(client_for(cora), school, **bad)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_lists_are_scoped_and_cheap(
    cora, zoe, client_for, school, django_assert_max_num_queries
):
    """Session and its activity (4), person, roles, count, schools."""
    for _ in range(5):
        make.SchoolFactory()
    client = client_for(cora)
    with django_assert_max_num_queries(14):
        assert school.uai in client.get(reverse("schools:list")).content.decode()

    text = client_for(zoe).get(reverse("schools:list")).content.decode()
    assert school.uai not in text


# No new match


@pytest.mark.parametrize(
    "state", [{"status": "closed"}, {"status": "opening"}, {"opted_out": True}]
)
def test_school_that_takes_nobody_gets_no_match(ada, school, state):
    match = make.MatchFactory(mentor=ada.mentor, school=school)
    make.PartnershipFactory(schools=[school])
    plan_before = compute_plan(school.territory, ada)
    plan_before.review(ada)
    School.objects.update(**state)
    school.refresh_from_db()

    with pytest.raises(ValidationError, match="ne reçoit plus"):
        match.accept(ada)
    with pytest.raises(ValidationError, match="ne reçoit plus"):
        Match.objects.create(mentor=ada.mentor, school=school, origin="manual")
    assert build_problem(school.territory).schools == []
    if plan_before.result["pairs"]:
        with pytest.raises(ValidationError):
            send_plan(plan_before, ada)


def test_match_that_was_there_may_still_end(ada, school):
    match = make.MatchFactory(mentor=ada.mentor, school=school)
    School.objects.update(status="closed")

    match.decline(ada)

    assert match.status == "declined"


def test_merged_school_stays_closed(school):
    after = make.SchoolFactory()

    for values in ({"merged_into": after}, {"merged_into": school, "status": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            School.objects.filter(pk=school.pk).update(**values)
