"""Django's mail backend: whatever sends a mail writes it into the outbox.

No request waits for the mail server, and none fails when that server is down.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from mentors.mailing.posting import post_message


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message into the outbox; return how many."""
        why = _("Ce message a été demandé sur Coéduc pour votre adresse.")
        for message in email_messages:
            post_message(message, kind="framework", why=why)
        return len(email_messages)
