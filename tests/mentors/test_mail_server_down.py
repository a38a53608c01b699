"""With the mail server down every page answers, whatever it sends, and mails wait."""

import datetime as dt
import time

import pytest
import time_machine
from django.core.mail import EmailMessage, mail_admins, send_mail
from django.db import transaction
from django.utils import timezone
from wagtail.admin.mail import send_mail as wagtail_send_mail

from mentors.mailing.models import Mail
from mentors.mailing.sending import deliver_due
from tests.mail_server import mail_server

TO = "ada@exemple.test"
PASSWORD = "une phrase assez longue"
SIGN_UP = {"password1": PASSWORD, "password2": PASSWORD}
PAGES = {
    "account-login_code": ("/compte/login/code/", {"email": TO}),
    "account-password_reset_code": ("/compte/password/reset/", {"email": TO}),
    "account-unknown_account": ("/compte/login/code/", {"email": "no@exemple.test"}),
    "account-account_already_exists": ("/compte/signup/", SIGN_UP | {"email": TO}),
    "account-email_confirmation_signup": (
        "/compte/signup/",
        SIGN_UP | {"email": "fay@exemple.test"},
    ),
}


@pytest.fixture
def smtp(settings):
    """The port of a mail server that was stopped."""
    with mail_server() as server:
        port = server.port
    settings.MAILERS = settings.MAILERS | {
        "transport": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }
    return port


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_the_account_answers_and_its_mail_waits(
    client, ada, smtp, commit, kind
):
    address, data = PAGES[kind]
    began = time.monotonic()
    with commit():
        answer = client.post(address, data)

    assert answer.status_code == 302
    assert time.monotonic() - began < 2
    mail = Mail.objects.get()
    assert (mail.kind, mail.status) == (kind, "queued")
    assert mail.error == "ConnectionRefusedError"


def test_a_code_leaves_once_when_the_server_is_back(client, ada, smtp, commit):
    with commit():
        client.post(*PAGES["account-login_code"])
    with mail_server(smtp) as server, time_machine.travel(_in(minutes=2)):
        deliver_due()
        deliver_due()

    (received,) = server.received
    assert f"To: {TO}" in received
    mail = Mail.objects.get()
    assert mail.status == "sent"
    assert not mail.text


def test_a_code_that_opens_nothing_any_more_is_not_sent(client, ada, smtp, commit):
    with commit():
        client.post(*PAGES["account-login_code"])
    with mail_server(smtp) as server, time_machine.travel(_in(minutes=20)):
        deliver_due()

    assert not server.received
    mail = Mail.objects.get()
    assert (mail.status, mail.error, mail.text) == ("failed", "TooLate", "")


@pytest.mark.parametrize("send", [send_mail, wagtail_send_mail])
def test_what_the_frameworks_send_waits_too(db, smtp, commit, send):
    people = [TO, "ben@exemple.test"]
    with commit():
        send("Bonjour", "Un mot.", from_email=None, recipient_list=people)

    assert [mail.address for mail in Mail.objects.order_by("pk")] == people
    assert set(Mail.objects.values_list("status", flat=True)) == {"queued"}


def test_what_administrators_are_told_waits_too(db, smtp, commit, settings):
    admin = "admin@exemple.test"
    settings.ADMINS = [admin] if settings.DJANGO_6 else [("", admin)]
    with commit():
        mail_admins("Erreur", "Une page n’a pas répondu.")

    assert Mail.objects.get().address == admin


def test_a_mail_is_undone_with_its_change(db):
    """A page that fails after it wrote its mail tells nobody."""
    with transaction.atomic():
        send_mail("Bonjour", "Un mot.", None, [TO])
        transaction.set_rollback(True)

    assert not Mail.objects.exists()


def test_a_mail_in_html_alone_is_kept_as_text(db):
    message = EmailMessage("Un\u00a0mot", "<p>Bon<b>jour</b></p>", to=[f"Ada <{TO}>"])
    message.content_subtype = "html"
    message.send()

    mail = Mail.objects.get()
    assert (mail.text, mail.address) == ("Bonjour", TO)


def test_a_file_is_refused_aloud(db):
    message = EmailMessage("Bonjour", "Un mot.", to=[TO])
    message.attach("liste.csv", "a;b", "text/csv")

    with pytest.raises(ValueError, match="no file"):
        message.send()


def _in(**time) -> dt.datetime:
    return timezone.now() + dt.timedelta(**time)
