"""Our choices where allauth asks for some."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core import ratelimit
from django.contrib.auth.hashers import make_password
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from mentors.mailing.posting import post_message
from resources.feedback.protection import network_of

BY_PERSON = "login_failed_by_person"

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

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up again costs what signing up does: a password is hashed."""
        make_password(get_random_string(20))
        super().send_account_already_exists_mail(email)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Limit by address, by person and address, then more widely by person.

        The last counts failures only, and is wide: a stranger shuts nobody out with a
        few wrong passwords, and a code by mail opens when it is reached all the same.
        """
        super().pre_authenticate(request, **credentials)
        key = person_of(credentials)
        if not ratelimit.consume(request, action=BY_PERSON, key=key, dry_run=True):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        ratelimit.consume(request, action=BY_PERSON, key=person_of(credentials))

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        """A person and where they write from: the name of the host changes nothing.

        allauth counts by host and person: one more Host header, five more attempts.
        """
        return f"{person_of(credentials)}:{network_of(request)}"


def person_of(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or "").strip().lower()
