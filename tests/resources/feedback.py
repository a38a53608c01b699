"""What the tests of feedback send: forms as a page would, without a session."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from resources.feedback.tokens import sign
from resources.models import Term
from tests.factories import TermFactory


def send(client, kind: str, page, headers: dict | None = None, **data: Any):
    """Post the form `kind` about `page`, with the token its page carries."""
    body = {"token": sign(page.pk), "precision": "", **data}
    return client.post(reverse(f"library:{kind}"), body, headers=headers)


def yes(client, page, **data: Any):
    return send(client, "vote", page, useful="oui", **data)


def no(client, page, **data: Any):
    return send(client, "vote", page, useful="non", **data)


def say(client, page, text: str = "Chez nous, cela a marché.", **data: Any):
    return send(client, "comment", page, text=text, **data)


def reason(slug: str) -> Term:
    return Term.objects.get(vocabulary="not-useful", slug=slug)


def any_page() -> Page:
    """Wagtail's own first page: feedback asks nothing of the page it is about."""
    for slug in ("pas-clair", "lien-mort", "autre"):
        TermFactory(vocabulary="not-useful", slug=slug, label=slug.replace("-", " "))
    return Page.objects.get(depth=2)


def child(parent: Page, title: str) -> Page:
    return parent.add_child(instance=Page(title=title))
