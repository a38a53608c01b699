"""A mail is kept with its change, leaves once, waits when the server is down."""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from mentors.mailing import digest, letters, sending
from mentors.mailing.models import Mail
from mentors.mailing.posting import post

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)  # a Tuesday
TEMPLATE = "mentors/mail_welcome.txt"
WHY = "Vous êtes parent ressource."


@pytest.fixture
def write(ada, django_capture_on_commit_callbacks):
    """Write Ada a mail and let her transaction be committed."""

    def written(key: str = "welcome:1", **how) -> Mail | None:
        with django_capture_on_commit_callbacks(execute=True):
            return post(ada, TEMPLATE, {"mentor": ada.mentor}, key=key, why=WHY, **how)

    return written


@pytest.fixture
def dead_server(monkeypatch):
    """A mail server that does not answer, until it is brought back."""
    down = monkeypatch.context()
    patch = down.__enter__()

    def send(self, messages):
        raise OSError("connection refused by 10.0.0.1")

    patch.setattr(EmailBackend, "send_messages", send)
    yield patch
    down.__exit__(None, None, None)


def test_a_mail_leaves_in_text_and_html(write, ada):
    mail = write()

    [sent] = outbox.outbox
    assert sent.to == [ada.email]
    assert sent.subject == "Bienvenue parmi les parents ressources"
    assert sent.body.startswith("Bonjour Ada,")
    assert WHY in sent.body
    html = sent.alternatives[0].content
    assert 'href="http://127.0.0.1:8000/mes-ateliers/"' in html
    assert "Votre page</a>" in html
    assert sent.extra_headers["Message-ID"] == f"<{mail.message_id}@exemple.test>"
    mail.refresh_from_db()
    assert (mail.status, mail.attempts, mail.kind) == ("sent", 1, "welcome")


def test_nothing_leaves_before_the_commit(ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        post(ada, TEMPLATE, {"mentor": ada.mentor}, key="welcome:1", why=WHY)

    assert not outbox.outbox
    assert Mail.objects.get().status == "queued"


def test_an_undone_change_writes_to_nobody(ada):
    with transaction.atomic():
        post(ada, TEMPLATE, {"mentor": ada.mentor}, key="welcome:1", why=WHY)
        transaction.set_rollback(True)

    assert not Mail.objects.exists()


def test_an_occasion_is_written_to_once(write):
    assert write()
    assert write() is None
    assert len(outbox.outbox) == 1


def test_a_cooldown_keeps_quiet_then_ends(write):
    two_days = {"about": "partnership 1", "cooldown": dt.timedelta(hours=48)}
    with time_machine.travel(NOW, tick=False) as clock:
        assert write("reminder:1", **two_days)
        clock.shift(dt.timedelta(hours=47))
        assert write("reminder:2", **two_days) is None
        assert write("reminder:3", **two_days | {"about": "partnership 2"})
        clock.shift(dt.timedelta(hours=2))
        assert write("reminder:4", **two_days)


def test_two_workers_send_once(write):
    mail = write()
    sending.deliver.enqueue(mail.pk)

    assert len(outbox.outbox) == 1


def test_a_dead_server_keeps_the_mail_for_later(write, dead_server):
    with time_machine.travel(NOW, tick=False) as clock:
        mail = write()
        mail.refresh_from_db()
        assert (mail.status, mail.error) == ("queued", "OSError")
        assert mail.next_try_at == NOW + dt.timedelta(minutes=1)
        assert sending.deliver_due() == 0

        dead_server.undo()
        clock.shift(dt.timedelta(minutes=1))
        assert sending.deliver_due() == 1
    assert len(outbox.outbox) == 1


def test_a_mail_is_given_up_after_a_day(write, dead_server):
    with time_machine.travel(NOW, tick=False) as clock:
        mail = write()
        for _try in range(len(sending.WAITS)):
            clock.shift(dt.timedelta(days=1))
            sending.deliver_due()
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("failed", len(sending.WAITS) + 1)


def test_a_refused_address_is_not_tried_again(write, monkeypatch, ada):
    def send(self, messages):
        raise SMTPRecipientsRefused({ada.email: (550, b"unknown")})

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    mail = write()

    mail.refresh_from_db()
    assert (mail.status, mail.error) == ("failed", "SMTPRecipientsRefused")


def test_a_mail_whose_worker_died_is_taken_again(write):
    mail = write()
    lost = timezone.now() - dt.timedelta(minutes=11)
    Mail.objects.update(status="sending", taken_at=lost)

    assert sending.deliver_due() == 1
    first, second = outbox.outbox
    assert first.extra_headers == second.extra_headers
    mail.refresh_from_db()
    assert mail.status == "sent"


def test_a_secret_goes_once_it_has_left(write):
    mail = write(is_secret=True)

    mail.refresh_from_db()
    assert mail.text == ""
    assert len(outbox.outbox) == 1


def test_news_wait_for_one_digest(write, django_capture_on_commit_callbacks):
    write("news:1", can_wait=True)
    write("news:2", can_wait=True)
    assert not outbox.outbox

    with django_capture_on_commit_callbacks(execute=True):
        assert digest.send_digests(NOW.date()) == 1

    [sent] = outbox.outbox
    assert sent.body.count("Bienvenue : vous êtes") == 2
    assert not Mail.objects.held().exists()


def test_old_texts_then_old_rows_are_forgotten(write):
    with time_machine.travel(NOW, tick=False) as clock:
        write()
        assert digest.purge(NOW.date()) == (0, 0)
        clock.shift(dt.timedelta(days=31))
        assert digest.purge(NOW.date()) == (1, 0)
        clock.shift(dt.timedelta(days=340))
        assert digest.purge(NOW.date()) == (0, 1)


def test_html_escapes_and_lists():
    html = letters.to_html("Objet", "Voici <b> :\n– un & un\n  à 3 km\n– deux", "Oui.")

    assert "Voici &lt;b&gt; :" in html
    assert html.count("<li") == 2
    assert "un &amp; un<br>à 3 km" in html


def test_a_header_cannot_be_injected(monkeypatch):
    filled = "Objet : Bonjour\rBcc: eve@exemple.test\x0bX: 1\n\nTexte"
    monkeypatch.setattr(letters, "render_to_string", lambda *_args: filled)

    assert letters.write("", {}).subject == "Bonjour Bcc: eve@exemple.test X: 1"


def test_a_template_without_a_subject_is_refused():
    with pytest.raises(ValueError, match="must begin with"):
        letters.write("account/email/base_message.txt", {"current_site": None})
