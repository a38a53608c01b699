"""After the report: corrections on record, questions, the school's word."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.models import FollowUp, ReportChange, SchoolWord
from community.sessions.follow_up import ask, path_for, say
from community.sessions.logging import record_report
from mentors.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(ada, school):
    return make.ReportFactory(mentor=ada.mentor, author=ada, school=school)


@pytest.fixture
def late(report):
    """Told two months ago."""
    day = timezone.localdate() - dt.timedelta(days=60)
    type(report).objects.update(held_on=day, recorded_on=day)
    report.refresh_from_db()
    return report


def corrected(report, **changes) -> dict:
    return {
        "held_on": report.held_on.isoformat(),
        "participants": "14",
        "minutes": "60",
        "themes": [theme.pk for theme in report.themes.all()],
    } | changes


def edit(report, desk: bool = False) -> str:
    return reverse("report_desk:edit" if desk else "sessions:edit", args=[report.pk])


def test_author_corrects_within_thirty_days(client_for, ada, report):
    client, other = client_for(ada), make.ThemeFactory(slug="sommeil", label="Sommeil")

    client.post(edit(report), corrected(report, themes=[other.pk], notes="Ah."))

    report.refresh_from_db()
    change = ReportChange.objects.get()
    assert (report.participants, change.author) == (14, ada)
    assert change.values == {
        "participants": [12, 14],
        "notes": None,
        "themes": ["Temps d’écran", "Sommeil"],
    }
    page = client.get(reverse("sessions:report", args=[report.pk])).content.decode()
    assert "Personnes venues : 12 → 14" in page


def test_late_correction_asks_why(client_for, ada, late):
    client = client_for(ada)

    refused = client.post(edit(late), corrected(late))
    client.post(edit(late), corrected(late, reason="Compté deux fois"))

    assert "reason" in refused.context["form"].errors
    assert ReportChange.objects.get().reason == "Compté deux fois"


def test_coordination_corrects_with_a_reason(client_for, cora, report):
    client = client_for(cora)

    refused = client.post(edit(report, desk=True), corrected(report))
    client.post(edit(report, desk=True), corrected(report, reason="Vu avec Ada"))

    assert "reason" in refused.context["form"].errors
    assert ReportChange.objects.get().author == cora


def test_nothing_changed_leaves_no_trace(client_for, ada, report):
    client_for(ada).post(edit(report), corrected(report, participants="12"))

    assert not ReportChange.objects.exists()


def test_report_serves_as_a_model(client_for, ada, report):
    make.MatchFactory(mentor=ada.mentor, school=report.school, status="active")
    url = f"{reverse('sessions:log')}?modele={report.pk}"

    form = client_for(ada).get(url).context["form"]

    assert form.initial["school"] == report.school
    assert form.initial["participants"] == 12
    assert form.initial["held_on"] == timezone.localdate()


def test_question_is_asked_and_answered_by_mail(client_for, cora, ada, report):
    desk = reverse("report_desk:detail", args=[report.pk])
    client_for(cora).post(desk, {"words": "Combien de pères ?"})
    page = reverse("sessions:report", args=[report.pk])
    assert "Combien de pères" in client_for(ada).get(page).content.decode()

    client_for(ada).post(page, {"words": "Trois."})

    asked = FollowUp.objects.get()
    assert (asked.answer, asked.asked_by) == ("Trois.", cora)
    mails = set(Mail.objects.values_list("kind", "address"))
    assert mails == {("report-asked", ada.email), ("report-answered", cora.email)}


def test_school_confirms_by_the_link_of_its_mail(client, ada, dora, school):
    fields = {
        "school": school,
        "held_on": timezone.localdate(),
        "minutes": 60,
        "participants": 12,
    }
    themes = [make.ThemeFactory()]
    report, _new = record_report(ada.mentor, uuid4(), fields, themes=themes)
    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == ("report-told", dora.email)
    assert path_for(report) in mail.text

    assert client.get(path_for(report)).status_code == 200
    assert not SchoolWord.objects.exists()
    client.post(path_for(report), {"word": "confirmed"})

    assert SchoolWord.objects.get().word == "confirmed"
    assert "l’école confirme" in client.get(path_for(report)).content.decode()


def test_list_of_reports_costs_fifteen_queries(
    client_for, cora, ada, school, django_assert_max_num_queries
):
    for _one in range(25):
        make.ReportFactory(mentor=ada.mentor, school=school)
    client, url = client_for(cora), reverse("report_desk:list")
    client.get(url)

    # 7 session, user and the list of open sessions; 2 access; 1 navigation; 2 reports
    # and their count; 1 themes; 2 territories of the filter.
    with django_assert_max_num_queries(15):
        assert client.get(url, {"etat": "", "q": "macé"}).status_code == 200


@pytest.mark.parametrize(
    ("state", "count"), [("asked", 1), ("confirmed", 1), ("doubted", 0), ("é", 2)]
)
def test_list_is_narrowed(client_for, cora, ada, report, state, count):
    ask(report, cora, "Combien ?")
    say(report, "confirmed", "")
    make.ReportFactory(mentor=ada.mentor, school=report.school)

    response = client_for(cora).get(reverse("report_desk:list"), {"etat": state})

    assert len(response.context["reports"]) == count


# Refusals


def test_group_above_the_total_is_refused(client_for, ada, report):
    response = client_for(ada).post(edit(report), corrected(report, mothers="15"))

    assert "mothers" in response.context["form"].errors
    assert not ReportChange.objects.exists()


@pytest.mark.parametrize("words", ["", "\x00", "x" * 1001])
def test_empty_or_endless_question_is_refused(client_for, cora, report, words):
    desk = reverse("report_desk:detail", args=[report.pk])

    client_for(cora).post(desk, {"words": words})

    assert not FollowUp.objects.exists()


def test_second_open_question_is_refused(client_for, cora, report):
    ask(report, cora, "Combien ?")
    desk = reverse("report_desk:detail", args=[report.pk])

    response = client_for(cora).post(desk, {"words": "Et qui ?"})

    assert "attend déjà" in response.content.decode()
    assert FollowUp.objects.count() == 1


def test_school_speaks_once_and_explains_a_doubt(client, report):
    url = path_for(report)

    first = client.post(url, {"word": "doubted"})
    assert "Dites ce qui s’est passé." in first.content.decode()
    client.post(url, {"word": "doubted", "comment": "Personne n’est venu."})
    again = client.post(url, {"word": "confirmed"})

    assert "n’a pas le même souvenir" in again.content.decode()
    assert SchoolWord.objects.get().word == "doubted"


@pytest.mark.parametrize("token", ["1", "1:x", "é:é", "x" * 3000])
def test_forged_link_does_not_exist(client, report, token):
    assert client.get(f"/mot-de-l-ecole/{token}/").status_code == 404


def test_other_territory_knows_nothing(client_for, zoe, report):
    for name in ("detail", "edit"):
        url = reverse(f"report_desk:{name}", args=[report.pk])
        assert client_for(zoe).get(url).status_code == 404


def test_database_refuses_an_undated_answer(cora, report):
    asked = ask(report, cora, "Combien ?")

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=asked.pk).update(answer="Trois")


def test_private_note_stays_with_the_territory(client_for, nat, report):
    """A national lead reads and corrects the rest; what is not shown is not lost."""
    type(report).objects.update(notes="Entre nous.")
    client = client_for(nat)
    url = reverse("report_desk:detail", args=[report.pk])

    shown = (
        client.get(url).content.decode()
        + client.get(edit(report, True)).content.decode()
    )
    client.post(edit(report, True), corrected(report, notes="Autre.", reason="Erreur."))

    report.refresh_from_db()
    assert "Entre nous" not in shown
    assert (report.notes, report.participants) == ("Entre nous.", 14)
