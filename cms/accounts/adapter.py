"""Our choices where allauth asks for some."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: Any, user: Any) -> None:
        """Nothing to do: an account has no username, its e-mail is its name."""
