"""The table of personal data: whole, and what it drives."""

import dataclasses
import datetime as dt
import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.impact import figures
from community.models import ChildSchool, SchoolContact
from mentors.models import Mail, Mentor
from resources.privacy.acting import erase, export, purge
from resources.privacy.table import NOT_PERSONAL, TABLE
from tests import factories as make

pytestmark = pytest.mark.django_db

LOOKED_AT = "cms community mentors resources account mfa usersessions".split()
TELLING = {"phone", "first_name", "last_name", "ip", "user_agent"}
# Addresses of institutions, in models that are rightly not personal.
OFFICES = {"community.School.email", "community.School.phone"}


def points_at_a_person(field) -> bool:
    people = (get_user_model(), Mentor, SchoolContact)
    return field.related_model in people or tells_of_a_person(field)


def tells_of_a_person(field) -> bool:
    return isinstance(field, models.EmailField) or field.name in TELLING


def wrongly_excused() -> set[str]:
    """Name each field of a person in a model that is said to hold nobody."""
    return {
        f"{label}.{field.name}"
        for label in NOT_PERSONAL
        for field in apps.get_model(label)._meta.local_fields
        if tells_of_a_person(field)
    }


def missing() -> list[str]:
    """Name each personal model without a row, and each field that its row forgets."""
    found = []
    for model in apps.get_models():
        label, fields = model._meta.label, model._meta.local_fields
        if model._meta.app_label not in LOOKED_AT or label in NOT_PERSONAL:
            continue
        if label not in TABLE:
            found += [label] if any(map(points_at_a_person, fields)) else []
            continue
        row = TABLE[label]
        known = {*row.fields, *row.plain.split()}
        every = [*fields, *model._meta.local_many_to_many]
        found += [f"{label}.{f.name}" for f in every if f.name not in known]
    return found


def test_every_personal_field_has_a_row():
    assert missing() == []


def test_rows_name_real_fields_once():
    for row in TABLE.values():
        plain = row.plain.split()
        for name in [*row.fields, *plain]:
            row.model_class._meta.get_field(name)
        assert not {*row.fields} & {*plain}


def test_new_field_and_new_model_are_seen(monkeypatch):
    """Planted: a field that the row forgets, models without a row."""
    row = TABLE["mentors.Mentor"]
    less = {name: why for name, why in row.fields.items() if name != "phone"}
    forgotten = {"community.ChildSchool", "community.ConfirmationCode"}
    rows = {name: kept for name, kept in TABLE.items() if name not in forgotten}
    rows[row.model] = dataclasses.replace(row, fields=less)
    monkeypatch.setitem(globals(), "TABLE", rows)

    assert missing() == [*sorted(forgotten), "mentors.Mentor.phone"]


def test_only_who_acts_is_excused_never_who_is_reached():
    assert wrongly_excused() == OFFICES


def test_wrong_excuse_is_seen(monkeypatch):
    """Planted: signatories said not to be people."""
    monkeypatch.setitem(NOT_PERSONAL, "community.Signatory", "proof of a contract")

    assert wrongly_excused() - OFFICES == {"community.Signatory.email"}


@pytest.fixture
def nadia(ada, school):
    """Ada, with something of hers in every table."""
    mentor = ada.mentor
    type(mentor).objects.update(phone="+33612345678", status_reason="raison secrète")
    mentor.refresh_from_db()
    make.MatchFactory(
        mentor=mentor, school=school, status="declined", decline_reason="motif secret"
    )
    make.ReportFactory(mentor=mentor, school=school, notes="note secrète", author=ada)
    ChildSchool.objects.create(mentor=mentor, school=school)
    Mail.objects.create(
        key="x:1", kind="x", recipient=ada, address=ada.email, subject="s", text="t"
    )
    mentor.pause(ada, reason="pause secrète")
    return ada


def test_export_tells_all_in_words(nadia, school):
    told = json.loads(export(nadia))

    profile = told["Votre profil de parent ressource"][0]
    assert (profile["phone"], profile["commune"]) == ("+33612345678", "Laon")
    assert told["Vos comptes rendus"][0]["notes"] == "note secrète"
    assert told["Les écoles de vos enfants"] == [{"school": str(school)}]
    assert told["Votre compte"][0]["email"] == nadia.email


def test_export_tells_nothing_of_others(nadia):
    other = make.MentorFactory().user

    assert nadia.email not in export(other)
    assert "secrète" not in export(other)


def test_erasure_leaves_nothing_but_figures(nadia, aisne):
    today = timezone.localdate()
    year = (today - dt.timedelta(days=365), today)
    before = figures.activity(*year, aisne)
    pk = nadia.mentor.pk

    erase(nadia)

    mentor = Mentor.objects.get(pk=pk)
    assert (mentor.user, mentor.commune, mentor.phone) == (None, None, "")
    assert mentor.display_name == "Ancien parent ressource"
    assert mentor.reports.get().notes == ""
    assert mentor.reports.get().participants == 12
    assert not Mail.objects.exists()
    assert not ChildSchool.objects.exists()
    trail = ModelLogEntry.objects.filter(object_id=str(pk), label__contains="Ada")
    assert not trail.exists()
    assert not get_user_model().objects.filter(email=nadia.email).exists()
    assert figures.activity(*year, aisne) == before


def test_purge_counts_then_forgets(nadia, capsys):
    long_ago = timezone.now() - dt.timedelta(days=400)
    nadia.mentor.leave(nadia)
    Mentor.objects.update(last_activity_at=long_ago)

    call_command("purge_personal_data", dry_run=True)
    assert "mentors.Mentor, à oublier : 1" in capsys.readouterr().out
    assert Mentor.objects.get().phone

    call_command("purge_personal_data")
    assert Mentor.objects.get().phone == ""
    assert purge(timezone.localdate(), dry_run=True)["mentors.Mentor"] == 0


def test_purge_leaves_the_living_alone(nadia):
    purge(timezone.localdate(), dry_run=False)

    assert Mentor.objects.get().phone == "+33612345678"


# From one's own account


def test_own_data_are_downloaded(nadia, client_for):
    response = client_for(nadia).post(reverse("own_data"), {"action": "export"})

    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["Votre compte"][0]["email"] == nadia.email


def test_account_is_erased_by_its_owner(nadia, client_for):
    client = client_for(nadia)

    response = client.post(reverse("own_data"), {"action": "erase", "sure": "on"})

    assert response.status_code == 302
    assert not get_user_model().objects.filter(pk=nadia.pk).exists()
    assert client.get(reverse("own_data")).status_code == 302


def test_erasure_asks_to_be_sure(nadia, client_for):
    response = client_for(nadia).post(reverse("own_data"), {"action": "erase"})

    assert "sure" in response.context["form"].errors
    assert get_user_model().objects.filter(pk=nadia.pk).exists()


def test_administrator_does_not_erase_oneself(client_for, eve):
    eve.is_superuser = True
    eve.save()

    response = client_for(eve).post(
        reverse("own_data"), {"action": "erase", "sure": "on"}
    )

    assert response.status_code == 403
