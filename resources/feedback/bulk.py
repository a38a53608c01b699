"""Decide on several comments at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from resources.feedback.choices import RefusalReason
from resources.feedback.models import Comment


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Raison du refus"), choices=RefusalReason.choices
    )


class DecideBulkAction(SnippetBulkAction):
    models = [Comment]
    template_name = "resources/feedback/admin/bulk.html"
    question: Any
    button: Any

    def check_perm(self, comment: Comment) -> bool:
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, "change", comment
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"question": self.question, "button": self.button}
        return super().get_context_data(**kwargs) | words

    @classmethod
    def execute_action(cls, objects: list[Comment], **kwargs: Any) -> tuple[int, int]:
        action = kwargs["self"]
        for comment in objects:
            action.decide(comment)
        return len(objects), 0

    def decide(self, comment: Comment) -> None:
        raise NotImplementedError


class ApproveBulkAction(DecideBulkAction):
    display_name = _("Publier")
    action_type = "approve"
    aria_label = _("Publier les commentaires choisis")
    action_priority = 10
    question = _("Publier ces commentaires ?")
    button = _("Oui, publier")

    def check_perm(self, comment: Comment) -> bool:
        """Words that were purged can be published no more."""
        return bool(comment.text) and super().check_perm(comment)

    def decide(self, comment: Comment) -> None:
        comment.approve(self.request.user)

    def get_success_message(self, done: int, _children: int) -> str:
        text = ngettext("%d commentaire publié.", "%d commentaires publiés.", done)
        return text % done


class RefuseBulkAction(DecideBulkAction):
    display_name = _("Refuser")
    action_type = "refuse"
    aria_label = _("Refuser les commentaires choisis")
    action_priority = 20
    classes = {"serious"}
    form_class = RefusalForm
    question = _("Refuser ces commentaires ?")
    button = _("Oui, refuser")

    def decide(self, comment: Comment) -> None:
        comment.refuse(self.request.user, self.cleaned_form.cleaned_data["reason"])

    def get_success_message(self, done: int, _children: int) -> str:
        text = ngettext("%d commentaire refusé.", "%d commentaires refusés.", done)
        return text % done
