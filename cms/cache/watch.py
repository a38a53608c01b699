"""Every change that a public page may show draws a new generation.

Whole rooms are watched, and what shows nowhere is named: a model that somebody adds
cannot be forgotten. Writes that send no signal (`update`, bulk imports) say it
themselves, with `renew_on_commit`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from resources.generations.models import FIGURES, SITE, renew_on_commit

ROOMS = {"resources": SITE, "community": FIGURES, "mentors": FIGURES}
ELSEWHERE = {"wagtailcore.site", "wagtailcore.pageviewrestriction"}
ELSEWHERE |= {"cms.customimage", "cms.customdocument", "wagtailcore.collection"}
# Written at every visit, search or change; no public page shows them.
UNSEEN = {"resources.generation", "resources.indexedtext", "resources.indexedword"}
UNSEEN |= {"resources.missingsearch", "resources.dailyrun", "mentors.mail"}
# Anyone may write these; what a moderator publishes renews by itself.
UNSEEN |= {"resources.vote", "resources.errorreport", "resources.comment"}
UNSEEN |= {"community.checkin", "community.surveyanswer", "community.raisedquestion"}
UNSEEN |= {"community.signatory", "community.agreementtemplate"}
UNSEEN |= {"community.schoolimport", "community.importfile", "community.importline"}
IN_A_MIGRATION = "__fake__"


def generation_of(sender: type[Model]) -> str:
    """Return the generation that a row of this model renews, "" for none.

    Saving a draft writes its page too: pages have signals of their own. A migration
    may run before the table of generations is there.
    """
    meta = sender._meta
    if meta.label_lower in UNSEEN or issubclass(sender, Page):
        return ""
    if sender.__module__ == IN_A_MIGRATION:
        return ""
    return SITE if meta.label_lower in ELSEWHERE else ROOMS.get(meta.app_label, "")


def _on_row(sender: type[Model], **kwargs: Any) -> None:
    if not kwargs.get("raw") and (name := generation_of(sender)):
        renew_on_commit(name)


def _on_page(**kwargs: Any) -> None:
    renew_on_commit(SITE)


def connect() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_on_row, dispatch_uid="cache-row")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_on_page, dispatch_uid="cache-page")
    post_delete.connect(_on_page, sender=Page, dispatch_uid="cache-page-deleted")
