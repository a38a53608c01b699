"""Account pages and their mails: our words, a code first, nothing to remember."""

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from cms.users.models import User


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Post a form and let its transaction be committed, so that its mail leaves."""

    def posted(browser: Client, url: str, data: dict[str, str]) -> HttpResponse:
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(url, data)

    return posted


@pytest.fixture
def code_mail(send, client, ada):
    send(client, "/compte/login/code/", {"email": ada.email})
    return mail.outbox[-1]


def test_login_offers_a_code_before_a_password(client, db):
    html = client.get("/compte/login/").content.decode()

    assert html.index('action="/compte/login/code/"') < html.index('type="password"')
    assert "Recevoir un code par courriel" in html


def test_destination_survives_both_ways_of_signing_in(client, db):
    html = client.get("/compte/login/?next=/mes-ateliers/").content.decode()

    assert html.count('name="next" value="/mes-ateliers/"') == 2


def test_code_mail_says_what_to_do_and_keeps_the_code_out_of_its_subject(code_mail):
    code = next(
        line.strip() for line in code_mail.body.splitlines() if line[:4] == "    "
    )

    assert code_mail.subject == "Votre code de connexion à Coéduc"
    assert "Recopiez-le dans la page restée ouverte." in code_mail.body
    assert code not in code_mail.subject
    assert "&#x27;" not in code_mail.body


def test_code_page_says_where_the_code_went(client, code_mail, ada):
    html = client.get("/compte/login/code/confirm/").content.decode()

    assert ada.email in html
    assert "Recevoir un autre code" in html or "Revenir en arrière" in html


def test_signup_sends_a_code_in_our_words(send, client, db):
    password = "une phrase assez longue"
    send(
        client,
        "/compte/signup/",
        {"email": "fay@exemple.test", "password1": password, "password2": password},
    )

    assert User.objects.filter(email="fay@exemple.test").exists()
    assert mail.outbox[-1].subject == "Confirmez votre adresse pour Coéduc"
    assert "Bienvenue sur Coéduc." in mail.outbox[-1].body


def test_unknown_address_gets_the_same_page(send, client, ada):
    """The mail tells them apart, the page does not."""
    known = send(client, "/compte/login/code/", {"email": ada.email})
    unknown = send(Client(), "/compte/login/code/", {"email": "nobody@exemple.test"})

    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert mail.outbox[-1].subject == "Pas de compte Coéduc à cette adresse"


def test_placeholder_that_repeats_the_label_is_dropped(client, db):
    html = client.get("/compte/signup/").content.decode()

    assert "placeholder=" not in html


def test_signing_in_leaves_no_message_behind(client, client_for, ada):
    """A message would wait in a cookie for a page that shows messages."""
    response = client_for(ada).post("/compte/logout/")

    assert "messages" not in {
        name for name, morsel in response.cookies.items() if morsel.value
    }


@pytest.mark.parametrize(
    "url", ["/compte/email/", "/compte/2fa/", "/compte/sessions/", "/compte/logout/"]
)
def test_own_account_pages_have_the_member_header(client_for, ada, url):
    html = client_for(ada).get(url).content.decode()

    assert 'aria-label="Mon compte"' in html
    assert "Se déconnecter" in html
