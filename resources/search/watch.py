"""Every change after which other pages may be found draws a new generation."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from resources.glossary.models import GlossaryTerm
from resources.search.index import touch
from resources.search.models import IndexedText, PromotedResult, Synonym
from resources.territories.models import Territory
from resources.vocabularies.models import Term, Theme

SHOWN_IN_LIBRARY = (PageViewRestriction, Theme, Term, Territory, GlossaryTerm, Synonym)


def _touch(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        touch()


def connect() -> None:
    for model in (*SHOWN_IN_LIBRARY, PromotedResult):
        name = f"library-{model.__name__}"
        post_save.connect(_touch, sender=model, dispatch_uid=f"{name}-saved")
        post_delete.connect(_touch, sender=model, dispatch_uid=f"{name}-deleted")
    # Rows go in cascade with their page.
    post_delete.connect(_touch, sender=IndexedText, dispatch_uid="library-row-gone")
    page_unpublished.connect(_touch, dispatch_uid="library-page-unpublished")
    post_page_move.connect(_touch, dispatch_uid="library-page-moved")
