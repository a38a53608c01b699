"""The team's side: who may moderate, what each decision writes, what is forgotten."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from resources.feedback.models import Comment, ErrorReport, Vote
from resources.feedback.purge import NOBODY
from tests.factories import UserFactory
from tests.resources.feedback import any_page, child, reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db):
    return any_page()


@pytest.fixture
def comment(page):
    return Comment.objects.create(page=page, pseudonym="Lila", text="Bien vu.")


@pytest.fixture
def report(page):
    return ErrorReport.objects.create(page=page, kind="typo", text="« les photo »")


@pytest.fixture
def desk(ed, client_for):
    return client_for(ed)


def listing(model, action="list", *args):
    return reverse(model.snippet_viewset.get_url_name(action), args=args)


def bulk(action, *comments):
    url = reverse("wagtail_bulk_action", args=["resources", "comment", action])
    return url + "?" + "&".join(f"id={comment.pk}" for comment in comments)


def votes(page, yes, no, **why):
    Vote.objects.bulk_create(Vote(page=page, is_useful=True) for _ in range(yes))
    Vote.objects.bulk_create(Vote(page=page, is_useful=False, **why) for _ in range(no))


def test_home_says_what_waits(desk, comment, report):
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 commentaire à relire" in html
    assert "1 erreur signalée" in html

    Comment.objects.all().delete()
    ErrorReport.objects.all().delete()
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "commentaire à relire" not in html


def test_an_editor_publishes_then_withdraws(desk, comment, ed):
    url = listing(Comment, "edit", comment.pk)
    assert "Bien vu." in desk.get(url).content.decode()
    body = {"status": "approved", "refusal_reason": "", "text": "Autre", "day": ""}
    assert desk.post(url, body).status_code == 302
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("approved", "Bien vu.")

    body = {"status": "refused", "refusal_reason": "personal"}
    assert desk.post(url, body).status_code == 302
    comment.refresh_from_db()
    assert (comment.status, comment.refusal_reason) == ("refused", "personal")
    logged = ModelLogEntry.objects.filter(action__startswith="feedback.")
    assert sorted(logged.values_list("action", "user")) == [
        ("feedback.comment_approved", ed.pk),
        ("feedback.comment_refused", ed.pk),
    ]
    assert "Bien vu" not in str(list(logged.values()))


@pytest.mark.parametrize(
    "body",
    [
        {"status": "refused", "refusal_reason": ""},
        {"status": "approved", "refusal_reason": "hurtful"},
        {"status": "inconnu", "refusal_reason": ""},
    ],
)
def test_a_decision_that_does_not_hold_is_refused(desk, comment, body):
    assert desk.post(listing(Comment, "edit", comment.pk), body).status_code == 200
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_nothing_read_becomes_unread_nor_purged_words_public(desk, comment, ed):
    comment.refuse(ed, "advert")
    url = listing(Comment, "edit", comment.pk)
    assert (
        desk.post(url, {"status": "pending", "refusal_reason": ""}).status_code == 200
    )
    Comment.objects.update(text="")
    body = {"status": "approved", "refusal_reason": ""}
    assert desk.post(url, body).status_code == 200
    with pytest.raises(ValidationError, match="vide"):
        comment.approve(ed)
    assert Comment.objects.get().status == "refused"


def test_several_at_once(desk, page, comment):
    other = Comment.objects.create(page=page, pseudonym="Max", text="Moi aussi.")
    assert "Moi aussi." in desk.get(bulk("approve", comment, other)).content.decode()
    desk.post(bulk("approve", comment, other))
    assert Comment.objects.shown().count() == 2
    desk.post(bulk("refuse", comment, other), {"reason": "off-topic"})
    desk.post(bulk("refuse", comment), {"reason": "inventée"})
    assert set(Comment.objects.values_list("status", "refusal_reason")) == {
        ("refused", "off-topic")
    }


def test_done_twice_is_logged_once(comment, ed):
    comment.approve(ed)
    Comment.objects.get().approve(ed)
    assert ModelLogEntry.objects.filter(action="feedback.comment_approved").count() == 1


def test_a_report_is_closed_with_a_note(desk, report):
    url = listing(ErrorReport, "edit", report.pk)
    desk.post(url, {"status": "closed", "note": "Corrigé.", "kind": "other"})
    report.refresh_from_db()
    assert (report.status, report.note, report.kind) == ("closed", "Corrigé.", "typo")
    desk.post(url, {"status": "open", "note": ""})
    report.refresh_from_db()
    assert report.status == "open"


@pytest.mark.parametrize("model", [Comment, ErrorReport])
def test_lists_ask_the_same_queries_for_one_row_and_for_twenty(
    desk, page, model, django_assert_max_num_queries
):
    def more(count):
        extra = {"kind": "typo"} if model is ErrorReport else {"pseudonym": "Lila"}
        model.objects.bulk_create(
            model(page=page, text="Mot", **extra) for _ in range(count)
        )

    more(1)
    desk.get(listing(model))
    # Session and its trace, user, permissions, count, rows with their page, menus.
    with django_assert_max_num_queries(22) as one:
        desk.get(listing(model))
    more(15)
    with django_assert_max_num_queries(len(one)):
        assert desk.get(listing(model)).status_code == 200


def test_not_useful_ranks_pages_from_five_answers_on(
    desk, page, django_assert_max_num_queries
):
    url = reverse("not_useful_report")
    assert "cinq réponses" in desk.get(url).content.decode()
    better = child(page, "Téléphone")
    votes(better, 4, 1, reason=reason("lien-mort"), text="Le deuxième lien.")
    votes(child(page, "Pire"), 1, 4, reason=reason("pas-clair"))
    votes(child(page, "Trop peu"), 0, 4)
    html = desk.get(url).content.decode()

    assert html.index("Pire") < html.index("Téléphone")
    assert "80 % (4 sur 5)" in html
    assert "lien mort (1)" in html
    assert "Le deuxième lien." in html
    assert "Trop peu" not in html
    with django_assert_max_num_queries(30) as few:
        desk.get(url)
    for n in range(5):
        votes(child(page, f"Page {n}"), 2, 4, reason=reason("autre"))
    # Rows and their count; titles, reasons and last words of those shown.
    with django_assert_max_num_queries(len(few)):
        desk.get(url)


def test_not_useful_is_exported(desk, page):
    votes(child(page, "Telephone"), 1, 4)
    csv = desk.get(reverse("not_useful_report"), {"export": "csv"})
    assert "Telephone,80,4,5" in b"".join(csv.streaming_content).decode()


@pytest.mark.parametrize("group", ["Édition", "Relecture", "Rédaction en chef"])
def test_the_team_moderates_and_neither_adds_nor_deletes(
    roles, comment, client_for, group
):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client = client_for(user)
    assert client.get(listing(Comment)).status_code == 200
    assert client.get(reverse("not_useful_report")).status_code == 200
    for url in (
        listing(Comment, "add"),
        listing(Comment, "delete", comment.pk),
        bulk("delete", comment),
    ):
        client.post(url)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("who", ["cora", "ada", "eve", "nat"])
def test_others_see_none_of_it(who, request, roles, comment, client_for):
    client = client_for(request.getfixturevalue(who))
    for url in (
        listing(Comment),
        listing(ErrorReport),
        listing(Comment, "edit", comment.pk),
        reverse("not_useful_report"),
    ):
        response = client.get(url)
        assert "Bien vu." not in response.content.decode()
        assert response.status_code in (302, 403)
    client.post(listing(Comment, "edit", comment.pk), {"status": "approved"})
    client.post(bulk("approve", comment))
    assert Comment.objects.get().status == "pending"


@pytest.mark.parametrize(
    "change",
    [
        lambda page: Vote(page=page, is_useful=True, text="Non"),
        lambda page: Comment(page=page, pseudonym="x", text=""),
        lambda page: Comment(page=page, pseudonym="x", text="y", status="refused"),
        lambda page: Comment(
            page=page, pseudonym="x", text="y", refusal_reason="wrong"
        ),
        lambda page: ErrorReport(page=page, kind="inventée"),
    ],
)
def test_the_database_keeps_the_promises(page, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(page).save()


def test_the_purge_forgets_texts_and_keeps_counts(page, comment, report, ed, capsys):
    votes(page, 1, 2, reason=reason("autre"), text="Une phrase.")
    shown = Comment.objects.create(page=page, pseudonym="Max", text="À garder.")
    shown.approve(ed)
    old = timezone.localdate() - dt.timedelta(days=400)
    for model in (Vote, ErrorReport, Comment):
        model.objects.update(day=old)
    Vote.objects.create(page=page, is_useful=False, text="Récente.")

    call_command("purge_feedback", "--dry-run")
    assert Vote.objects.with_text().count() == 3
    assert "réponses « utile ? » : 2" in capsys.readouterr().out

    call_command("purge_feedback", verbosity=0)
    assert list(Vote.objects.with_text().values_list("text", flat=True)) == ["Récente."]
    assert Vote.objects.count() == 4
    assert Vote.objects.filter(reason=reason("autre")).count() == 2
    assert ErrorReport.objects.values_list("text", "status").get() == ("", "open")
    comment.refresh_from_db()
    assert (comment.text, comment.pseudonym) == ("", NOBODY)
    assert (comment.status, comment.refusal_reason) == ("refused", "unread")
    shown.refresh_from_db()
    assert shown.text == "À garder."
