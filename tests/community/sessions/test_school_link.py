"""A school settles, confirms, moves, puts off or refuses a date, without an account."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.matching.links import settle_path
from community.models import AwarenessSession
from community.sessions.mails import tell
from community.sessions.planning import plan
from community.sessions.school_answers import confirm
from community.sessions.school_links import session_path
from mentors.models import Mail
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

MOMENT = {"day": "2027-01-14", "hour": "18:00", "place": "Préau"}


@pytest.fixture
def school(school):
    school.email, school.phone = "ecole@exemple.test", "+33323000000"
    school.save()
    return school


@pytest.fixture
def answer(client, session):
    """Send one answer by the link, about the revision that the page shows."""
    path = session_path(session)

    def send(action: str, **values):
        data = {"action": action, "sequence": session.sequence} | values
        return client.post(path, data)

    return send


def mails() -> set[tuple[str, str]]:
    return set(Mail.objects.values_list("kind", "address"))


def test_school_without_account_is_written_to_with_date_place_person_and_link(
    ada, school, match
):
    theme = make.ThemeFactory()
    start = dt.datetime(2027, 1, 14, 17, tzinfo=dt.UTC)
    values = {"school": school, "starts_at": start, "minutes": 60, "place": "Préau"}
    key = AwarenessSession().calendar_uid

    session, told = plan(ada.mentor, key, values, [theme], [])

    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == ("session-planned", school.email)
    assert told.sentence == "Un message est parti à l’adresse de l’école."
    for words in ("jeudi 14 janvier 2027", "18 h 00", "Préau", "Ada B.", theme.label):
        assert words in mail.text
    assert session_path(session) in mail.text
    assert mail.is_secret


@pytest.mark.parametrize(("status", "is_seen"), [("active", True), ("ended", False)])
def test_telephone_is_written_to_the_school_once_both_said_yes(
    ada, session, match, status, is_seen
):
    ada.mentor.phone = "+33699887766"
    ada.mentor.save()
    match.status = status
    match.save()

    tell(session, "changed", ada)

    assert ("06 99 88 77 66" in Mail.objects.get().text.replace("\xa0", " ")) == is_seen


def test_school_that_nobody_speaks_for_is_telephoned(ada, school, match, cora):
    school.email = ""
    school.save()
    start = timezone.now() + dt.timedelta(days=7)
    values = {"school": school, "starts_at": start, "minutes": 60}
    key = AwarenessSession().calendar_uid

    _session, told = plan(ada.mentor, key, values, [make.ThemeFactory()], [])

    assert mails() == {("call-school", cora.email)}
    assert "la coordination" in told.sentence


def test_date_is_confirmed_by_the_link(client, answer, session, ada):
    page = client.get(session_path(session)).content.decode()
    assert "Oui, cette date nous va" in page

    response = answer("confirm")

    session.refresh_from_db()
    assert response.status_code == 302
    assert (session.status, session.sequence) == ("confirmed", 1)
    assert mails() == {("session-confirmed", ada.email)}
    assert ModelLogEntry.objects.filter(action="sessions.confirm").count() == 1
    assert "Vous avez confirmé cette date" in client.get(response.url).content.decode()


def test_another_day_is_chosen_by_the_link(answer, session, ada, school):
    answer("move", **MOMENT)

    session.refresh_from_db()
    assert session.local_start == dt.datetime(2027, 1, 14, 18)
    assert (session.status, session.place) == ("confirmed", "Préau")
    moved = {("session-moved", ada.email), ("session-moved", school.email)}
    assert mails() == moved


@pytest.mark.parametrize(
    ("how", "status"), [("postpone", "postponed"), ("cancel", "cancelled")]
)
def test_date_is_put_off_or_refused_by_the_link(answer, session, ada, how, status):
    answer("stop", how=how, reason="Travaux")

    session.refresh_from_db()
    assert (session.status, session.stopped_side) == (status, "school")
    told = Mail.objects.get(address=ada.email)
    assert "« Travaux »" in told.text.replace("\xa0", " ")


def test_school_chooses_the_day_of_a_match(client, match, ada, school):
    theme = make.ThemeFactory()
    wish = make.RequestFactory(school=school, status="matching", expected_people=25)
    wish.themes.set([theme])
    match.request = wish
    match.save()
    url = settle_path(match)
    assert "Ada B. peut venir" in client.get(url).content.decode()

    response = client.post(url, MOMENT)

    session = AwarenessSession.objects.get()
    assert response.url == session_path(session)
    assert (session.status, session.match, session.request) == (
        "confirmed",
        match,
        wish,
    )
    assert session.local_start == dt.datetime(2027, 1, 14, 18)
    assert (session.capacity, list(session.themes.all())) == (25, [theme])
    wish.refresh_from_db()
    assert wish.status == "planned"
    assert ("session-settled", ada.email) in mails()
    # Sent twice, or opened again: the session it made.
    assert client.post(url, MOMENT).url == session_path(session)
    assert client.get(url).url == session_path(session)
    assert AwarenessSession.objects.count() == 1


def test_choosing_a_day_is_saying_yes(client, match, ada):
    match.status = "accepted"
    match.save()

    client.post(settle_path(match), MOMENT)

    match.refresh_from_db()
    assert (match.status, AwarenessSession.objects.count()) == ("active", 1)


def test_contact_with_an_account_does_the_same(client_for, session, dora):
    client = client_for(dora)
    home = client.get(reverse("requests:school")).content.decode()
    url = reverse("school_link:own", args=[session.pk])
    assert url in home

    client.post(url, {"action": "confirm", "sequence": "0"})

    session.refresh_from_db()
    assert session.status == "confirmed"


def test_holidays_are_shown_once_to_the_school_too(client, match):
    url = settle_path(match)
    shown = client.post(url, MOMENT | {"day": "2027-02-23"})
    assert "vacances ce jour-là" in shown.content.decode()
    assert not AwarenessSession.objects.exists()

    seen = shown.context["form"].data["seen"]
    client.post(url, MOMENT | {"day": "2027-02-23", "seen": seen})
    assert AwarenessSession.objects.count() == 1


# Refusals


def test_visit_changes_nothing_and_leaves_nothing(client, session, match):
    for url in (session_path(session), settle_path(match)):
        response = client.get(url)
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
    session.refresh_from_db()
    assert (session.status, session.sequence) == ("planned", 0)
    assert not Mail.objects.exists()


def test_answer_to_a_date_that_moved_meanwhile_is_refused(answer, session):
    AwarenessSession.objects.update(sequence=3)

    for response in (answer("confirm"), answer("move", **MOMENT)):
        assert response.status_code == 409
        assert "a changé entre-temps" in response.content.decode()
    session.refresh_from_db()
    assert (session.status, session.sequence) == ("planned", 3)


def test_hour_taken_elsewhere_is_refused_without_a_place(client, match, answer, ada):
    start = dt.datetime(2027, 1, 14, 17, 15, tzinfo=dt.UTC)
    other = make.SchoolFactory(name="École secrète")
    make.SessionFactory(mentor=ada.mentor, school=other, starts_at=start)

    text = answer("move", **MOMENT).content.decode()

    assert "n’est pas libre à cette heure" in text
    assert "secrète" not in text


@pytest.mark.parametrize("status", ["cancelled", "ended", "declined", "proposed"])
def test_match_that_is_over_takes_no_date(client, match, status):
    match.status = status
    match.save()
    url = settle_path(match)

    assert "Choisir cette date" not in client.get(url).content.decode()
    client.post(url, MOMENT)
    assert not AwarenessSession.objects.exists()


def test_past_or_stopped_session_is_not_confirmed(session, ada):
    session.postpone(ada, "school", "")
    with pytest.raises(ValidationError, match="nouveau jour"):
        confirm(session, None, 1)
    session.cancel(ada, "school", "")
    with pytest.raises(ValidationError, match="annulé"):
        confirm(session, None, 2)


@pytest.mark.parametrize("token", ["1", "1.x", "é", "x" * 3000])
@pytest.mark.parametrize("what", ["date", "atelier"])
def test_forged_link_does_not_exist(client, token, what):
    assert client.get(f"/pour-l-ecole/{what}/{token}/").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "x"},
        {"action": "confirm", "sequence": "9" * 40},
        {"action": "confirm", "sequence": "é"},
        {"action": "move", "day": "31/02", "hour": "x"},
        {"action": "stop", "how": "x"},
        {"action": "write", "key": "x", "text": "a"},
    ],
)
def test_nonsense_changes_nothing(client, session, data):
    assert client.post(session_path(session), data).status_code in (200, 404, 409)

    session.refresh_from_db()
    assert (session.status, session.sequence) == ("planned", 0)


def test_link_of_a_proposal_settles_nothing(client, match):
    from community.matching.links import token_for

    url = reverse("school_link:settle", args=[token_for(match)])
    assert client.get(url).status_code == 404


def test_session_of_another_school_does_not_exist(client_for, session, eve):
    url = reverse("school_link:own", args=[session.pk])
    assert client_for(eve).get(url).status_code == 404
