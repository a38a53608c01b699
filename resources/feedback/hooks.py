"""What feedback brings to Wagtail's admin; imported by resources/wagtail_hooks.py."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from resources.feedback.admin import ReaderFeedback
from resources.feedback.bulk import ApproveBulkAction, RefuseBulkAction
from resources.feedback.desk import add_waiting_panel
from resources.feedback.not_useful import NotUsefulMenuItem, NotUsefulReport

ACTIONS = {
    "feedback.comment_approved": (_("Publication"), _("Commentaire publié")),
    "feedback.comment_refused": (_("Refus"), _("Commentaire refusé")),
    "feedback.report_closed": (_("Traitement"), _("Erreur traitée")),
    "feedback.report_open": (_("Réouverture"), _("Erreur à traiter de nouveau")),
}

register_snippet(ReaderFeedback)
hooks.register("construct_homepage_panels", add_waiting_panel)
for action in (ApproveBulkAction, RefuseBulkAction):
    hooks.register("register_bulk_action", action)


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def report_urls() -> list[Any]:
    view = NotUsefulReport
    results = view.as_view(results_only=True)
    return [
        path("reports/pas-utile/", view.as_view(), name=view.index_url_name),
        path("reports/pas-utile/results/", results, name=view.index_results_url_name),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> NotUsefulMenuItem:
    url = reverse(NotUsefulReport.index_url_name)
    return NotUsefulMenuItem(_("Pas utile"), url, name="pas-utile", icon_name="help")
