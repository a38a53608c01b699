"""Who is told of each step of a page, through our own mails rather than Wagtail's.

Wagtail's notifiers say to whom; what they would send during the request, in their own
words, is written to the outbox instead. They are connected under Wagtail's own names
before Wagtail connects its own, which are then ignored: `cms` stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from mentors.mailing.posting import post


class Posted:
    """A notifier that writes mails; a state is an `occasion` of its own."""

    notification: str

    def send_notifications(
        self, template_set: Any, context: Any, recipients: Iterable[Any], **kwargs: Any
    ) -> bool:
        page = context["page"]
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
        context["edit_url"] = settings.WAGTAILADMIN_BASE_URL + path
        for user in recipients:
            post(
                user,
                f"cms/workflow/mail_{self.notification}.txt",
                context | {"user": user},
                key=f"workflow-{self.notification}:{self.occasion(context)}:{user.pk}",
                why=_("Vous participez à la bibliothèque de Coéduc."),
            )
        return True

    def occasion(self, context: Any) -> int:
        raise NotImplementedError


class Submitted(Posted, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """To whoever may take the step; administrators are told when nobody else can be."""

    def get_context(self, task_state: TaskState, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(task_state, **kwargs)
        asked_by = task_state.workflow_state.requested_by
        return context | {"state": task_state, "asked_by": asked_by}

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> Any:
        found = super().get_recipient_users(task_state, **kwargs)
        people = get_user_model().objects.filter(is_active=True)
        return found.filter(is_active=True) or people.filter(is_superuser=True)

    def occasion(self, context: Any) -> int:
        return context["state"].pk


class OfWorkflow(Posted):
    def get_context(self, state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(state, **kwargs) | {"state": state}  # type: ignore[misc]

    def occasion(self, context: Any) -> int:
        """A page refused twice is two occasions: the step says which."""
        return context["state"].current_task_state_id


class Approved(OfWorkflow, mail.WorkflowStateApprovalEmailNotifier):
    """To who submitted the page."""


class Rejected(OfWorkflow, mail.WorkflowStateRejectionEmailNotifier):
    """To who submitted the page, with the reviewer's comment."""


submitted, approved, rejected = Submitted(), Approved(), Rejected()


def _nobody(**kwargs: Any) -> None:
    """In the place of Wagtail's mail to each administrator at each submission."""


def connect() -> None:
    """Take the places of Wagtail's notifiers (wagtail.admin.signal_handlers)."""
    places = [
        (task_submitted, submitted, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, _nobody, WorkflowState, "workflow_state_submitted"),
        (workflow_rejected, rejected, WorkflowState, "workflow_state_rejected"),
        (workflow_approved, approved, WorkflowState, "workflow_state_approved"),
    ]
    for signal, receiver, sender, name in places:
        uid = f"{name}_email_notification"
        signal.connect(receiver, sender=sender, dispatch_uid=uid)
