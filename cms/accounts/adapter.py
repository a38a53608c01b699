"""Our choices where allauth asks for some."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib.sites.shortcuts import get_current_site
from django.utils.translation import gettext as _

from mentors.mailing.posting import post_message

# Later its code opens nothing any more: a mail server that was away sends none of them.
USEFUL_FOR = dt.timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: Any, user: Any) -> None:
        """Nothing to do: an account has no username, its e-mail is its name."""

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Write the mail into the outbox: the page never waits for the mail server."""
        site = get_current_site(current.request)
        known = {"request": current.request, "email": email, "current_site": site}
        post_message(
            self.render_mail(template_prefix, email, known | context),
            kind="account-" + template_prefix.rpartition("/")[2],
            why=_("Ce message a été demandé sur Coéduc pour votre adresse."),
            useful_for=USEFUL_FOR,
        )
