"""Votes, error reports and comments: without a session, counted once, shown late."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from resources.feedback import models
from resources.feedback.choices import SHOWN_FROM, CommentStatus
from resources.feedback.models import Comment, ErrorReport, Vote
from resources.feedback.shown import ON_PAGE, feedback_of
from resources.generations.models import LIBRARY, SITE, current, renew
from tests.resources.feedback import no, reason, say, send, yes
from tests.resources.library import publish

pytestmark = pytest.mark.django_db
LINK_TO_ALL = "Lire tous les mots"


@pytest.fixture
def page(index):
    return publish(index, "telephone")


def published(page, count=1, **changes):
    return [
        Comment.objects.create(
            page=page,
            pseudonym="Lila",
            text=f"Mot {n}.",
            status=CommentStatus.APPROVED,
            **changes,
        )
        for n in range(count)
    ]


def test_a_vote_is_kept_without_a_trace_of_who(client, page):
    response = no(client, page, reason="pas-clair", text="Trop long.")

    assert response.status_code == 303
    vote = Vote.objects.get()
    assert (vote.is_useful, vote.reason, vote.text) == (
        False,
        reason("pas-clair"),
        "Trop long.",
    )
    assert vote.day == timezone.localdate()
    columns = {field.name for field in Vote._meta.get_fields()}
    kept = {"id", "page", "day", "submission", "is_useful", "reason", "text"}
    assert columns == kept


def test_the_thanks_lead_back_to_the_page(client, page):
    response = yes(client, page)
    html = client.get(response["Location"]).content.decode()

    assert "votre réponse est comptée" in html
    assert f'href="{page.get_url()}#avis"' in html


def test_an_error_report_reaches_the_list(client, page):
    response = send(client, "report", page, what="typo", text="« les photo »")

    assert response.status_code == 303
    report = ErrorReport.objects.get()
    assert (report.kind, report.text, report.status) == (
        "typo",
        "« les photo »",
        "open",
    )


def test_a_comment_waits_until_it_is_read(client, page, ed):
    assert say(client, page).status_code == 303
    comment = Comment.objects.get()
    assert (comment.status, comment.pseudonym) == ("pending", "Un parent")
    assert comment.text not in client.get(page.url).content.decode()

    comment.approve(ed)
    html = client.get(page.url).content.decode()
    assert comment.text in html
    assert "Un parent, le " in html


def test_counts_are_shown_from_five_answers_on(client, page):
    Vote.objects.bulk_create(Vote(page=page, is_useful=True) for _ in range(4))
    assert "ont répondu" not in client.get(page.url).content.decode()

    no(client, page)
    html = client.get(page.url).content.decode()
    assert f"{SHOWN_FROM} personnes ont répondu, 4 ont dit oui." in html


def test_public_pages_carry_neither_cookie_nor_csrf_token(client, page):
    for response in (client.get(page.url), yes(client, page), say(client, page, "")):
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_page_rendered_twice_is_the_same_to_the_byte(client, page):
    assert client.get(page.url).content == client.get(page.url).content


def test_the_block_costs_two_queries(page, rf, django_assert_num_queries):
    published(page, 12)
    Vote.objects.bulk_create(Vote(page=page, is_useful=True) for _ in range(50))
    page.is_sensitive = lambda: False
    request = rf.get("/")
    feedback_of(page, request)  # the blank forms are kept from one page to the next
    # The page's counts, the last comments.
    with django_assert_num_queries(2):
        shown = feedback_of(page, request)
    assert (shown.answers, shown.useful, len(shown.comments)) == (50, 50, ON_PAGE)


def test_the_other_comments_have_their_own_pages(
    client, page, django_assert_num_queries
):
    published(page, 43)
    address = reverse("library:comments", args=[page.pk])
    assert address in client.get(page.url).content.decode()
    renew(LIBRARY)
    renew(SITE)
    client.get(address)
    # Page, its type, what makes it sensitive (2), count, comments; site, its root,
    # tokens.
    with django_assert_num_queries(9):
        html = client.get(address).content.decode()
    assert html.count("Lila, le ") == 20
    assert client.get(f"{address}?page=3").content.decode().count("Lila, le ") == 3
    assert client.get(f"{address}?page=é").status_code == 200


def test_a_sensitive_subject_has_help_and_no_comment(client, index):
    hard = publish(index, "moqueries", theme="cyberharcelement")
    published(hard)
    html = client.get(hard.url).content.decode()

    assert "Mot 0." not in html
    assert 'href="/aide/"' in html
    assert "Laisser un mot" not in html
    assert client.get(reverse("library:comments", args=[hard.pk])).status_code == 404
    assert say(client, hard).status_code == 400
    assert Comment.objects.count() == 1


def test_a_double_click_counts_once(client, page):
    number = str(uuid.uuid4())
    for _click in range(3):
        assert yes(client, page, submission=number).status_code == 303
    assert Vote.objects.count() == 1


def test_without_script_the_same_words_soon_after_count_once(client, page):
    for _click in range(2):
        say(client, page)
        no(client, page, reason="autre")
    assert (Comment.objects.count(), Vote.objects.count()) == (1, 1)

    say(client, page, "Autre chose.")
    no(client, page, reason="pas-clair")
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    no(client, page, reason="autre")
    assert (Comment.objects.count(), Vote.objects.count()) == (2, 3)


def test_a_vote_renews_no_generation_and_a_publication_does(client, page, ed):
    before = current(SITE)
    yes(client, page)
    say(client, page)
    send(client, "report", page, what="other")
    assert current(SITE) == before


def test_publishing_and_withdrawing_renew_the_pages(client, page, ed, monkeypatch):
    renewed = []
    monkeypatch.setattr(models, "renew_on_commit", renewed.append)
    say(client, page)
    comment = Comment.objects.get()
    comment.approve(ed)
    comment.refuse(ed, "hurtful")
    comment.refuse(ed, "advert")
    assert renewed == [SITE, SITE]
