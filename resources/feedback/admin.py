"""The moderation screens: what readers said is read-only, what becomes of it is not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from resources.feedback.choices import CommentStatus, ReportStatus
from resources.feedback.models import Comment, ErrorReport, Vote
from resources.policies import RefusingPolicy


class ModerationPolicy(RefusingPolicy):
    """Readers write, the purge forgets: the team neither adds nor deletes."""

    refused = frozenset({"add", "delete"})


STATUS = Column("get_status_display", label=_("État"))
KIND = Column("get_kind_display", label=_("Erreur"))

for model in (Comment, ErrorReport, Vote):
    register_permission_policy(model, ModerationPolicy(model))


class CommentDecisionForm(WagtailAdminModelForm):
    """Publish, or refuse with a reason, through the model's own transitions."""

    def clean_status(self) -> str:
        status = self.cleaned_data["status"]
        if status == CommentStatus.PENDING and "status" in self.changed_data:
            raise ValidationError(_("Un mot déjà relu se publie ou se refuse."))
        if status == CommentStatus.APPROVED and not self.instance.text:
            raise ValidationError(_("Son texte est effacé : il ne se publie plus."))
        return status

    def save(self, commit: bool = True) -> Comment:
        status = self.cleaned_data["status"]
        if status == CommentStatus.APPROVED:
            self.instance.approve(self.for_user)
        elif status == CommentStatus.REFUSED:
            self.instance.refuse(self.for_user, self.cleaned_data["refusal_reason"])
        return self.instance


class ErrorReportForm(WagtailAdminModelForm):
    """Close or open again, with a note for the team."""

    def save(self, commit: bool = True) -> ErrorReport:
        is_closed = self.cleaned_data["status"] == ReportStatus.CLOSED
        move = self.instance.close if is_closed else self.instance.reopen
        move(self.for_user, self.cleaned_data["note"])
        return self.instance


def read_only(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name, read_only=True) for name in names]


class FromReadersViewSet(SnippetViewSet):
    """Newest first, in a fixed number of queries."""

    copy_view_enabled = False
    list_select_related = ["page"]
    search_fields = ["text"]
    search_backend_name = None
    ordering = ["-day", "-pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model.objects.select_related("page")


class CommentViewSet(FromReadersViewSet):
    model = Comment
    icon = "comment"
    menu_label = _("Commentaires")
    list_display = ["excerpt", "pseudonym", "page", "day", STATUS]
    list_filter = ["status", "refusal_reason"]
    edit_handler = ObjectList(
        [
            *read_only("page", "day", "pseudonym", "text"),
            FieldPanel("status"),
            FieldPanel("refusal_reason"),
        ],
        base_form_class=CommentDecisionForm,
    )


class ErrorReportViewSet(FromReadersViewSet):
    model = ErrorReport
    icon = "warning"
    menu_label = _("Erreurs signalées")
    list_display = ["excerpt", KIND, "page", "day", STATUS]
    list_filter = ["status", "kind"]
    search_fields = ["text", "note"]
    ordering = ["-status", "-day", "-pk"]
    edit_handler = ObjectList(
        [
            *read_only("page", "day", "kind", "text"),
            FieldPanel("status"),
            FieldPanel("note"),
        ],
        base_form_class=ErrorReportForm,
    )


class ReaderFeedback(SnippetViewSetGroup):
    items = (CommentViewSet, ErrorReportViewSet)
    menu_label = _("Retours des lecteurs")
    menu_icon = "comment"
    menu_order = 310
