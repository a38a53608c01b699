"""A page from its author's hands to its publication, by the product's own groups."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, Workflow, WorkflowState

from cms.accounts.roles import CHIEF, EDITING, REVIEW
from cms.workflow.setup import STEPS, WORKFLOW
from mentors.models import Mail
from resources.jobs import clock
from resources.library.models import ResourcePage
from tests import factories as make
from tests.resources.library import make_index, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    index = make_index()
    call_command("setup_roles", verbosity=0)
    return index


def member_of(group: str, first_name: str):
    user = make.UserFactory(
        email=f"{first_name.lower()}@exemple.test", first_name=first_name
    )
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def author(index):
    return member_of(EDITING, "Ed")


@pytest.fixture
def reviewer(index):
    return member_of(REVIEW, "Rita")


@pytest.fixture
def chief(index):
    return member_of(CHIEF, "Chloé")


@pytest.fixture
def draft(index, author):
    """A page that was withdrawn, changed since, and not submitted yet."""
    draft = publish(index, "sommeil", title="Le sommeil")
    draft.unpublish()
    draft.refresh_from_db()
    draft.summary = "Un texte changé, à relire."
    draft.save_revision(user=author)
    return draft


def submit(draft: ResourcePage, user) -> None:
    assert draft.permissions_for_user(user).can_submit_for_moderation()
    draft.get_workflow().start(draft, user)


def act(client_for, draft: ResourcePage, user, action: str, comment: str = "") -> int:
    """Take the current step as the buttons of the administration do."""
    state = ResourcePage.objects.get(pk=draft.pk).current_workflow_task_state
    name = "wagtailadmin_pages:workflow_action"
    url = reverse(name, args=[draft.pk, action, state.pk])
    return client_for(user).post(url, {"comment": comment}).status_code


def letters() -> list[tuple[str, str]]:
    rows = Mail.objects.order_by("pk").values_list("address", "subject")
    return [(to.partition("@")[0], subject.partition(" :")[0]) for to, subject in rows]


def test_groups_complete_every_step(index):
    workflow = Workflow.objects.get(active=True)

    assert workflow.name == WORKFLOW
    assert index.get_workflow() == workflow
    assert [task.name for task in workflow.tasks] == [name for name, _groups in STEPS]
    for task in workflow.tasks:
        groups = task.specific.groups.values_list("name", flat=True)
        assert set(groups) <= {REVIEW, CHIEF}
        assert groups


def test_nothing_of_wagtails_own_is_left(index):
    assert not Task.objects.filter(name__contains="approval").exists()
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()


def test_repeating_keeps_what_administrators_changed(index):
    Workflow.objects.filter(name=WORKFLOW).update(name="La nôtre")
    call_command("setup_roles", verbosity=0)

    assert [w.name for w in Workflow.objects.all()] == ["La nôtre"]


def test_page_is_submitted_refused_resumed_and_published(
    client, client_for, draft, author, reviewer, chief
):
    submit(draft, author)
    assert act(client_for, draft, reviewer, "reject", "Citez la source.") == 302
    state = draft.current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES

    draft.save_revision(user=author)
    state.resume(user=author)
    for user in (reviewer, reviewer, chief):
        assert client.get("/ressources/sommeil/").status_code == 404
        assert act(client_for, draft, user, "approve") == 302

    assert "Un texte changé" in client.get("/ressources/sommeil/").content.decode()


def test_scheduled_page_waits_for_its_date(client, client_for, draft, author, chief):
    draft.go_live_at = timezone.now() + dt.timedelta(days=2)
    draft.save_revision(user=author)
    submit(draft, author)
    for _step in STEPS:
        act(client_for, draft, chief, "approve")
    assert client.get("/ressources/sommeil/").status_code == 404
    assert "paraîtra à la date choisie" in Mail.objects.get(address=author.email).text

    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        clock.tick()
        assert client.get("/ressources/sommeil/").status_code == 200


def test_submitted_page_is_not_locked_for_the_chief(draft, author, chief):
    submit(draft, author)

    assert not draft.permissions_for_user(chief).page_locked()


def test_author_approves_no_step(client_for, draft, author):
    submit(draft, author)
    act(client_for, draft, author, "approve")

    assert draft.current_workflow_task.name == STEPS[0][0]


def test_reviewer_does_not_publish(client_for, draft, author, reviewer):
    submit(draft, author)
    for _step in STEPS:
        act(client_for, draft, reviewer, "approve")

    draft.refresh_from_db()
    assert draft.current_workflow_task.name == "Publication"
    assert not draft.live


# ------------------------------------------------------------------------- mails


def test_each_step_is_told_in_french_by_the_outbox(
    client_for, draft, author, reviewer, chief, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(draft, author)
        act(client_for, draft, reviewer, "reject", "Citez la source.")
        draft.current_workflow_state.resume(user=author)
    refused = Mail.objects.get(address=author.email)

    assert sorted(letters()[:2]) == [("chloé", "À relire"), ("rita", "À relire")]
    assert letters()[2] == ("ed", "À reprendre")
    assert sorted(letters()[3:]) == [("chloé", "À relire"), ("rita", "À relire")]
    assert "Citez la source." in refused.text
    assert f"/admin/pages/{draft.pk}/edit/" in refused.text
    # Whatever left, the outbox sent it: Wagtail's own notifiers said nothing.
    assert len(mail.outbox) == Mail.objects.filter(status="sent").count() == 5


def test_author_is_told_of_the_publication(client_for, draft, author, chief):
    submit(draft, author)
    for _step in STEPS:
        act(client_for, draft, chief, "approve")

    told = Mail.objects.get(address=author.email)
    assert told.subject == "Acceptée : Le sommeil"
    assert "/ressources/sommeil/" in told.text


def test_without_a_reviewer_an_administrator_is_told(draft, author):
    make.UserFactory(email="admin@exemple.test", is_superuser=True)
    submit(draft, author)

    assert letters() == [("admin", "À relire")]
