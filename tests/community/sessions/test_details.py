"""What a report may say beside its four answers: told, corrected, read, exported."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.models import ReportChange, SessionReport
from community.sessions.details import QUESTIONS, QUOTE_TERMS
from community.sessions.outbox import account_key
from community.sessions.table import TABLE
from resources.models import Term
from tests import factories as make

pytestmark = pytest.mark.django_db

TABLE_URL = reverse("report_desk:table")


@pytest.fixture
def values():
    """One value for each question, by its name."""
    return {
        name: make.TermFactory(vocabulary=vocabulary, slug=name, label=f"Choix {name}")
        for name, (vocabulary, _label) in QUESTIONS.items()
    }


@pytest.fixture
def told(told, values):
    """Return what the form sends, every fold filled, changed as asked."""
    folds = {
        "mothers": "5",
        "other_adults": "2",
        "terms": [value.pk for value in values.values()],
        "preparation_minutes": "30",
        "travel_minutes": "45",
        "quote": "On se sent\n moins seul.",
        "quote_consent": "on",
    }
    return lambda **changes: told(**folds | changes)


def test_every_fold_is_told_and_read(client_for, ada, tell, told, values):
    response = tell(told())

    report = SessionReport.objects.get()
    assert set(report.terms.all()) == set(values.values())
    assert (report.preparation_minutes, report.travel_minutes) == (30, 45)
    assert (report.quote, report.quote_terms) == ("On se sent moins seul.", QUOTE_TERMS)
    page = client_for(ada).get(response.url).content.decode()
    for words in ("Autres adultes", "Choix tools", "45 minutes", "moins seul"):
        assert words in page


def test_phone_without_network_tells_the_same(client_for, ada, past, told, values):
    data = told(account=account_key(ada), session=str(past.pk))

    assert client_for(ada).post(reverse("sessions:outbox"), data).status_code == 201
    assert SessionReport.objects.get().terms.count() == len(values)
    blank = client_for(ada).get(reverse("sessions:blank")).content.decode()
    assert "Choix referrals" in blank


def test_folds_left_closed_say_nothing(tell, told):
    tell(told(mothers="", other_adults="", terms=[], quote="", preparation_minutes=""))

    report = SessionReport.objects.get()
    assert (report.details, report.counted) == ([], [])
    assert (report.quote_terms, report.preparation_minutes) == ("", None)


def test_correction_shows_what_was_told_and_traces_it(client_for, ada, tell, told):
    tell(told())
    report = SessionReport.objects.get()
    url, client = reverse("sessions:edit", args=[report.pk]), client_for(ada)
    form = client.get(url).context["form"]
    assert form["quote_consent"].initial
    assert all(
        chosen for _l, rows in form.questions_asked.values() for _t, chosen in rows
    )

    kept = report.terms.get(slug="tools")
    client.post(url, told(terms=[kept.pk], quote="Merci.", travel_minutes="50"))

    report.refresh_from_db()
    change = ReportChange.objects.get()
    assert list(report.terms.all()) == [kept]
    assert change.values["travel_minutes"] == [45, 50]
    assert change.values["quote"] is None
    assert change.values["terms"][1] == "Choix tools"


def test_name_in_a_quote_is_pointed_at(client_for, ada, tell, told):
    response = tell(told(quote="Grâce à Mme Diallo, je comprends."))

    assert client_for(ada).get(response.url).context["names"] == ["Diallo"]


def test_retired_value_is_not_offered(client_for, ada, past, values):
    Term.objects.filter(slug="ages").update(is_retired=True)
    url = reverse("sessions:log_session", args=[past.pk])

    assert client_for(ada).get(url).context["form"].questions_asked["ages"][1] == []


def test_coordination_exports_what_it_filters(client_for, cora, tell, told):
    tell(told(notes="note-secrete", questions="Et Mme Diallo ?"))

    response = client_for(cora).get(TABLE_URL, {"q": "Macé"})

    text = response.content.decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text), delimiter=";")
    found = dict(zip(header, row, strict=True))
    assert header == [*TABLE, "filtre"]
    assert (found["participants"], found["other_adults"]) == ("12", "2")
    assert (found["fathers"], found["outcomes"]) == ("", "Choix outcomes")
    assert found["filtre"] == "École ou ville : Macé"
    assert "note-secrete" not in text
    assert "Diallo" not in text


def test_table_of_many_reports_costs_fourteen_queries(
    client_for, cora, ada, school, django_assert_max_num_queries
):
    make.ReportFactory.create_batch(6, mentor=ada.mentor, school=school)
    client = client_for(cora)
    client.get(TABLE_URL)

    # 7 session, user and the list of open sessions; 2 permissions; 1 what they
    # coordinate; 1 reports; 3 themes, resources and values.
    with django_assert_max_num_queries(14):
        assert client.get(TABLE_URL).content.count(b"\r\n") == 7


# Refusals


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mothers": "7", "fathers": "4", "other_adults": "2"}, "mothers"),
        ({"mothers": "", "children": "6", "fathers": "7"}, "fathers"),
        ({"quote_consent": ""}, "quote_consent"),
        ({"quote": "x" * 301}, "quote"),
        ({"preparation_minutes": "601"}, "preparation_minutes"),
        ({"travel_minutes": "-1"}, "travel_minutes"),
        ({"terms": ["999999"]}, "terms"),
    ],
)
def test_impossible_detail_is_refused(tell, told, changes, field):
    response = tell(told(**changes))

    assert field in response.context["form"].errors
    assert not SessionReport.objects.exists()


def test_value_of_another_vocabulary_is_refused(tell, told):
    assert "terms" in tell(told(terms=[make.TermFactory().pk])).context["form"].errors


@pytest.mark.parametrize(
    "fields",
    [
        {"mothers": 5, "fathers": 5, "children": 3},
        {"other_adults": 13},
        {"travel_minutes": 601},
        {"preparation_minutes": 601},
        {"quote": "Merci."},
        {"quote_terms": QUOTE_TERMS},
    ],
)
def test_database_refuses_it_too(ada, school, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.ReportFactory(mentor=ada.mentor, school=school, **fields)


def test_table_of_another_territory_is_empty(client_for, zoe, tell, told):
    tell(told())

    assert client_for(zoe).get(TABLE_URL).content.count(b"\r\n") == 1
