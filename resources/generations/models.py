"""Generations: one token per kind of content, replaced by every change of it.

Whatever is computed from content (the search snapshot, cached pages) is kept under the
token it was computed for. A token is drawn at random, never counted: one that was
rolled back cannot come again for other content.
"""

from __future__ import annotations

import uuid
from functools import partial

from django.db import models, transaction

LIBRARY = "library"  # what the library's search may find
SITE = "site"  # every other page, its menus and its words
FIGURES = "figures"  # people, schools, partnerships, sessions


class Generation(models.Model):
    name = models.CharField(max_length=20, primary_key=True)
    token = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.name} {self.token}"


def renew(name: str) -> None:
    """Draw a new token, in the caller's transaction: readers see both or neither."""
    Generation.objects.update_or_create(name=name, defaults={"token": uuid.uuid4()})


def renew_on_commit(name: str) -> None:
    """Draw a new token once the caller's transaction is in, and once for all of it.

    For what many people write at the same time: held inside their transactions, the
    row of the token would make them wait for each other.
    """
    waiting = (
        call for _sids, call, *_rest in transaction.get_connection().run_on_commit
    )
    if not any(isinstance(call, _Renewal) and call.args == (name,) for call in waiting):
        transaction.on_commit(_Renewal(renew, name))


class _Renewal(partial[None]):
    """Told apart from other work that waits for the end of a transaction."""


def current(name: str) -> str:
    """Return the token, or "" when the content never changed."""
    return tokens().get(name, "")


def tokens() -> dict[str, str]:
    """Return every token by name, in one query."""
    return {
        n: token.hex for n, token in Generation.objects.values_list("name", "token")
    }
