"""The short text that a parent pastes in a school's messaging or sends by SMS."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext as _

from resources.library.models import ResourcePage

FRENCH = "fr"


def ready_message(page: ResourcePage, url: str) -> str:
    """Return it in the language of the resource; only French has a greeting."""
    if page.language.slug != FRENCH:
        return f"{page.title}\n{page.summary}\n{url}"
    return _(
        "Bonjour, voici une page qui peut vous aider\u00a0: «\u00a0%(title)s\u00a0»\n"
        "%(summary)s\n%(url)s"
    ) % {"title": page.title, "summary": page.summary, "url": url}


def sms_address(message: str) -> str:
    """Return the `sms:` link; « ?& » is what both iOS and Android read."""
    return f"sms:?&body={quote(message)}"
