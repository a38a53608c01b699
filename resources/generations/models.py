"""Generations: one token per kind of content, replaced by every change of it.

Whatever is computed from content (the search snapshot, cached pages) is kept under the
token it was computed for. A token is drawn at random, never counted: one that was
rolled back cannot come again for other content.
"""

from __future__ import annotations

import uuid

from django.db import models


class Generation(models.Model):
    name = models.CharField(max_length=20, primary_key=True)
    token = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.name} {self.token}"


def renew(name: str) -> None:
    """Draw a new token, in the caller's transaction: readers see both or neither."""
    Generation.objects.update_or_create(name=name, defaults={"token": uuid.uuid4()})


def current(name: str) -> str:
    """Return the token, or "" when the content never changed."""
    found = Generation.objects.filter(name=name).values_list("token", flat=True)
    return next((token.hex for token in found), "")
