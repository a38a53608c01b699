"""The steps a page goes through before it is published, by the product's own groups.

Wagtail brings « Moderators approval », in English and for a group without anybody,
which locks a submitted page for good. Ours takes its place once; what administrators
make of it afterwards is left as they made it.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import (
    GroupApprovalTask,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from cms.accounts.roles import CHIEF, REVIEW

WORKFLOW = "Relecture avant publication"
# Approving the last step publishes, at the date of the page if it has one.
STEPS = [
    ("Relecture éditoriale", [REVIEW, CHIEF]),
    ("Accessibilité", [REVIEW, CHIEF]),
    ("Publication", [CHIEF]),
]
WAGTAILS = "Moderators approval"
WAGTAILS_GROUPS = ["Moderators", "Editors"]


@transaction.atomic
def setup_workflow() -> None:
    """Replace Wagtail's workflow by ours wherever it applies; safe to repeat."""
    theirs = Workflow.objects.filter(name=WAGTAILS, active=True).first()
    if not theirs:
        return
    WorkflowPage.objects.filter(workflow=theirs).update(workflow=_ours())
    tasks = list(Task.objects.filter(workflow_tasks__workflow=theirs))
    if WorkflowState.objects.filter(workflow=theirs).exists():
        theirs.deactivate()  # its history stays readable
    else:
        theirs.delete()
        Task.objects.filter(pk__in=[t.pk for t in tasks], workflow_tasks=None).delete()
    Group.objects.filter(name__in=WAGTAILS_GROUPS, user=None).delete()


def _ours() -> Workflow:
    workflow = Workflow.objects.create(name=WORKFLOW)
    for order, (name, groups) in enumerate(STEPS):
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set(Group.objects.filter(name__in=groups))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow
