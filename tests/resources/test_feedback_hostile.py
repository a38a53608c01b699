"""What strangers may try against the forms: refused in words, and nothing lost."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from resources.feedback import protection
from resources.feedback.models import Comment, ErrorReport, Vote
from resources.feedback.tokens import SALT, read, sign
from resources.personal import looks_personal
from tests.resources.feedback import any_page, no, say, send, yes

pytestmark = pytest.mark.django_db
KINDS = ["vote", "report", "comment"]


@pytest.fixture
def page(db):
    return any_page()


def rows():
    return [model.objects.count() for model in (Vote, ErrorReport, Comment)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "token",
    ["", "forged", "1.2", "1.2:x", "x" * 100_000, "\x00", "é", Signer().sign("1.2")],
)
def test_a_token_that_is_not_ours_is_refused(client, db, kind, token):
    address = reverse(f"library:{kind}")
    body = {"token": token, "useful": "oui", "what": "typo", "text": "Oui."}
    assert client.post(address, body).status_code in (400, 413)
    assert rows() == [0, 0, 0]


def test_a_lone_surrogate_is_no_token():
    assert read("1.2:\ud800") is None


def test_a_token_lasts_thirty_days_and_says_so_after(client, page):
    old = sign(page.pk)
    with time_machine.travel(dt.timedelta(days=30), tick=False):
        assert yes(client, page, token=old).status_code == 303
    with time_machine.travel(dt.timedelta(days=31), tick=False):
        response = say(client, page, "À garder.", token=old)
        assert response.status_code == 400
        html = response.content.decode()
        assert "ouverte depuis longtemps" in html
        assert "À garder." in html
        assert sign(page.pk) in html
    assert rows() == [1, 0, 0]


@pytest.mark.parametrize("kind", KINDS)
def test_an_unpublished_page_does_not_exist(client, page, kind):
    page.unpublish()
    data = {"useful": "oui", "what": "typo", "text": "Bonjour."}
    assert send(client, kind, page, **data).status_code == 404
    assert rows() == [0, 0, 0]
    thanks = reverse("library:feedback_thanks", args=["vote", page.pk])
    assert client.get(thanks).status_code == 404
    assert client.get(reverse("library:comments", args=[page.pk])).status_code == 404


def test_a_private_page_does_not_exist_either(client, page):
    page.view_restrictions.create(restriction_type="login")
    assert yes(client, page).status_code == 404


@pytest.mark.parametrize("number", [0, 10**12, 10**30])
def test_numbers_counted_up_are_404(client, db, number):
    signed = Signer(salt=SALT).sign(f"{number}.{timezone.localdate().toordinal()}")
    body = {"token": signed, "useful": "oui"}
    assert client.post(reverse("library:vote"), body).status_code == 404
    assert client.get(f"/avis/merci/vote/{number}").status_code == 404
    assert client.get(f"/avis/commentaires/{number}").status_code == 404


def test_unknown_thanks_are_404(client, page):
    assert client.get(f"/avis/merci/rien/{page.pk}").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_get_is_refused(client, db, kind):
    assert client.get(reverse(f"library:{kind}")).status_code == 405


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "https://ailleurs.example"}, 403),
        ({"Origin": "http://testserver.ailleurs.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[x"}, 403),
    ],
)
def test_only_forms_of_this_site_are_taken(client, page, headers, status):
    response = send(client, "vote", page, headers=headers, useful="oui")
    assert response.status_code == status
    assert Vote.objects.count() == (status == 303)


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_trap_gives_the_text_back(client, page, kind):
    data = {"useful": "non", "what": "typo", "text": "Un vrai mot."}
    response = send(client, kind, page, precision="http://pub.example", **data)
    html = response.content.decode()
    assert response.status_code == 400
    assert "Un champ caché" in html
    assert "Un vrai mot." in html
    assert "pub.example" not in html
    assert rows() == [0, 0, 0]


def test_the_trap_is_hidden_from_sight_and_named_for_ears(client, page):
    html = say(client, page, "").content.decode()
    trap = html[html.index('name="precision"') - 120 :][:220]
    assert 'class="vh"' in trap
    assert "Laissez ce champ vide" in trap
    assert 'tabindex="-1"' in trap


def test_a_flood_is_slowed_down_and_its_text_given_back(client, page):
    for n in range(protection.MOST["comment"]):
        assert say(client, page, f"Mot {n}").status_code == 303
    response = say(client, page, "Le mot de trop")
    assert response.status_code == 429
    assert "Le mot de trop" in response.content.decode()
    client.defaults["REMOTE_ADDR"] = "192.0.2.9"
    assert say(client, page).status_code == 303


def test_a_whole_ipv6_network_is_one_sender(client, page):
    for n in range(protection.MOST["comment"] + 1):
        client.defaults["REMOTE_ADDR"] = f"2001:db8::{n + 1:x}"
        status = say(client, page, f"Mot {n}").status_code
    assert status == 429


def test_no_address_is_kept_even_in_the_cache(client, page):
    client.defaults["REMOTE_ADDR"] = "192.0.2.33"
    say(client, page)
    kept = repr(getattr(cache, "_cache", {}))
    assert "feedback-comment" in kept
    assert "192.0.2.33" not in kept


@pytest.mark.parametrize("kind", KINDS)
def test_a_megabyte_is_refused_before_it_is_read(client, page, kind):
    response = send(client, kind, page, text="a" * 1_000_000)
    assert response.status_code == 413
    assert "trop long" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "limit", "extra"),
    [
        ("vote", 300, {"useful": "non"}),
        ("report", 1000, {"what": "typo"}),
        ("comment", 1000, {}),
    ],
)
def test_a_text_too_long_comes_back_whole(client, page, kind, limit, extra):
    text = "é" * (limit + 1)
    response = send(client, kind, page, text=text, **extra)
    assert response.status_code == 400
    assert text in response.content.decode()
    assert send(client, kind, page, text=text[1:], **extra).status_code == 303


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x02",
        "\u200b\u200d\u2060\ufeff",
        "   \n ",
    ],
)
def test_nothing_visible_is_nothing(client, page, text):
    assert say(client, page, text).status_code == 400
    assert Comment.objects.count() == 0


def test_odd_characters_are_taken_out(client, page):
    say(client, page, "Oui\x00 \u202eça\u200b va\r\nbien", pseudonym="L\x00i\u200bla")
    comment = Comment.objects.get()
    assert (comment.text, comment.pseudonym) == ("Oui ça va\nbien", "Lila")


def test_markup_is_text(client, page, ed):
    say(client, page, "<script>alert(1)</script><b>gras</b>", pseudonym="<i>Lila</i>")
    Comment.objects.get().approve(ed)
    html = client.get(reverse("library:comments", args=[page.pk])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;gras" in html
    assert "&lt;i&gt;Lila&lt;/i&gt;" in html


@pytest.mark.parametrize(
    "text",
    [
        "nadia@exemple.fr",
        "nadia＠exemple.fr",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "(06) 12-34-56",
        "０６１２３４５６７８",
        "id 123456",
    ],
)
def test_personal_text_is_not_kept(client, page, text):
    assert looks_personal(text)
    assert say(client, page, text).status_code == 400
    assert say(client, page, pseudonym=text[:30]).status_code == 400
    assert send(client, "report", page, what="typo", text=text).status_code == 400

    response = no(client, page, reason="autre", text=text)
    assert "votre phrase" in client.get(response["Location"]).content.decode().lower()
    vote = Vote.objects.get()
    assert (vote.text, vote.reason.slug) == ("", "autre")


@pytest.mark.parametrize("text", ["Le 3018 répond", "en 6e, à 11 ou 12 ans", "1 + 1"])
def test_ordinary_numbers_are_welcome(text):
    assert not looks_personal(text)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("vote", {}),
        ("vote", {"useful": "peut-être"}),
        ("vote", {"useful": "non", "reason": "inventée"}),
        ("report", {}),
        ("report", {"what": "\x00"}),
        ("comment", {"text": ""}),
        ("comment", {"text": "Oui.", "pseudonym": "x" * 31}),
    ],
)
def test_a_form_with_a_hole_comes_back(client, page, kind, data):
    response = send(client, kind, page, **data)
    assert response.status_code == 400
    assert "Il reste quelque chose à corriger" in response.content.decode()
    assert rows() == [0, 0, 0]


def test_a_yes_keeps_no_reason(client, page):
    yes(client, page, reason="pas-clair", text="Mais oui.")
    vote = Vote.objects.get()
    assert (vote.reason, vote.text) == (None, "")


@pytest.mark.parametrize("number", ["", "x", "\x00", "9" * 5000])
def test_a_wrong_number_of_sending_is_no_matter(client, page, number):
    assert yes(client, page, submission=number).status_code == 303
