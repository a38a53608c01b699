"""The report « Pas utile »: pages by their share of « non », with the reasons."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from resources.feedback.models import Vote

TEXTS_PER_PAGE = 3


class NotUsefulReport(ReportView):
    """Rows are {page_id, answers, no, share} until a page of them is shown."""

    model = Vote
    any_permission_required = ["view", "change"]
    page_title = _("Pas utile")
    header_icon = "help"
    index_url_name = "not_useful_report"
    index_results_url_name = "not_useful_report_results"
    results_template_name = "resources/feedback/admin/not_useful_results.html"
    default_ordering = None
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda row: row["edit_url"]),
        Column("share", label=_("« Non », en %")),
        Column("answers", label=_("Réponses")),
        Column("reasons", label=_("Raisons")),
        Column("texts", label=_("Derniers mots")),
    ]
    list_export = ["title", "share", "no", "answers", "reasons"]
    export_headings = {
        "title": _("Page"),
        "share": _("« Non », en %"),
        "no": _("« Non »"),
        "answers": _("Réponses"),
        "reasons": _("Raisons"),
    }

    def get_queryset(self) -> Any:
        return Vote.objects.totals_by_page()

    def get_base_queryset(self) -> Any:
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> list[dict[str, Any]]:
        """Add titles, reasons and last words: three queries, however many rows."""
        rows = [dict(row) for row in object_list]
        ids = [row["page_id"] for row in rows]
        pages = Page.objects.in_bulk(ids)
        reasons, texts = _reasons(ids), _last_texts(ids)
        for row in rows:
            page = pages[row["page_id"]]
            row["page"] = page
            row["title"] = page.get_admin_display_title()
            row["reasons"] = ", ".join(reasons[page.pk])
            row["texts"] = texts[page.pk]
        return rows


def _reasons(ids: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for page_id, label, times in (
        Vote.objects.filter(page_id__in=ids, reason__isnull=False)
        .values_list("page_id", "reason__label")
        .annotate(times=Count("pk"))
        .order_by("page_id", "-times", "reason__label")
    ):
        found[page_id].append(f"{label} ({times})")
    return found


def _last_texts(ids: list[int]) -> dict[int, list[str]]:
    """The few last words of each page."""
    found = defaultdict(list)
    votes = Vote.objects.with_text().filter(page_id__in=ids).order_by("-day", "-pk")
    for page_id, text in votes.values_list("page_id", "text")[:500]:
        if len(found[page_id]) < TEXTS_PER_PAGE:
            found[page_id].append(text)
    return found


def may_read_votes(user: Any) -> bool:
    policy = policy_registry.get_by_type(Vote)
    return policy.user_has_any_permission(user, {"view", "change"})


class NotUsefulMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_read_votes(request.user)
