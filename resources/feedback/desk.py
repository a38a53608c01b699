"""What the admin's home page says of feedback: how much waits, for whom may see it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from resources.feedback.choices import CommentStatus, ReportStatus
from resources.feedback.models import Comment, ErrorReport


class WaitingPanel(Component):
    """Links to what waits; nothing at all when nothing does. Two queries."""

    order = 50
    template_name = "resources/feedback/admin/waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        links = []
        if may_moderate(user, Comment):
            count = Comment.objects.pending().count()
            text = ngettext(
                "%d commentaire à relire", "%d commentaires à relire", count
            )
            links.append((count, text % count, listing(Comment, CommentStatus.PENDING)))
        if may_moderate(user, ErrorReport):
            count = ErrorReport.objects.open().count()
            text = ngettext("%d erreur signalée", "%d erreurs signalées", count)
            links.append((count, text % count, listing(ErrorReport, ReportStatus.OPEN)))
        return {"links": [(text, url) for count, text, url in links if count]}


def may_moderate(user: Any, model: type[Model]) -> bool:
    """Editors, reviewers and chief editors; administrators."""
    return policy_registry.get_by_type(model).user_has_permission(user, "change")


def listing(model: Any, status: str) -> str:
    return reverse(model.snippet_viewset.get_url_name("list")) + f"?status={status}"


def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())
