"""What Django, Wagtail and the others expect to be run regularly, and who runs it."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import get_commands
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from taggit.models import Tag

from cms.accounts.closed_sessions import forget
from resources.jobs import clock, daily, framework
from resources.jobs.scheduled import publish_scheduled

OURS = {"cms", "community", "mentors", "resources"}
# A command of a framework is run by the clock, or is here with the reason why not.
BY_HAND = {
    "django.contrib.auth": "changepassword createsuperuser",
    "django.contrib.contenttypes": "remove_stale_contenttypes",
    "django.contrib.staticfiles": "collectstatic findstatic",
    "whitenoise.runserver_nostatic": "runserver",
    # Mends old data of a version of allauth that let it in.
    "allauth.account": "account_unsetmultipleprimaryemails",
    # A worker of its own: ours is jobs_worker.
    "django_tasks_db": "db_worker",
    "taggit": "deduplicate_tags",
    # Repairs and changes of version; nothing is embedded; revisions are the history
    # that editors go back to, so none is purged.
    "wagtail": (
        "api_tokens convert_mariadb_uuids create_log_entries_from_revisions fixtree "
        "move_pages publish_scheduled_pages purge_embeds purge_revisions "
        "rebuild_references_index set_url_paths show_references_index"
    ),
    "wagtail.contrib.redirects": "import_redirects",
    "wagtail.images": "wagtail_update_image_renditions",
    # Pages are indexed as they are saved.
    "wagtail.search": (
        "enable_fuzzystrmatch enable_trigram enable_unaccent update_index "
        "wagtail_update_index"
    ),
}
BY_THE_CLOCK = {*framework.COMMANDS, framework.PRUNE, "publish_scheduled"}
NIGHT = dt.date(2026, 11, 28)


def test_every_command_of_a_framework_is_run_or_needs_nobody():
    theirs = {
        name
        for name, app in get_commands().items()
        if isinstance(app, str) and app not in OURS | {"django.core"}
    }
    by_hand = {name for names in BY_HAND.values() for name in names.split()}

    assert not by_hand & BY_THE_CLOCK
    assert theirs - {"runserver"} == (by_hand | BY_THE_CLOCK) - {"runserver"}


def test_the_clock_runs_them():
    assert publish_scheduled in clock.minutely
    assert daily.registry["framework.tidy"].job is framework.tidy
    assert daily.registry["accounts.closed_sessions"].job is forget


def test_the_night_tidies(db, settings, client, eve):
    settings.TASKS = {
        name: {"BACKEND": framework.DATABASE_TASKS} for name in ("default", "jobs")
    }
    now = timezone.now()
    for key, days in (("over", -1), ("open", 1)):
        until = now + dt.timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=until)
        UserSession.objects.create(user=eve, session_key=key, ip="192.0.2.1")
    for backend in ("default", "jobs"):
        for days in (1, 20):
            DBTaskResult.objects.create(
                task_path="x.y",
                args_kwargs={"args": [], "kwargs": {}},
                backend_name=backend,
                status="SUCCESSFUL",
                finished_at=now - dt.timedelta(days=days),
                run_after=now,
            )
    Tag.objects.create(name="de personne")

    framework.tidy(NIGHT)
    forget(NIGHT)

    assert [row.session_key for row in Session.objects.all()] == ["open"]
    assert [row.session_key for row in UserSession.objects.all()] == ["open"]
    left = DBTaskResult.objects.values_list("backend_name", flat=True)
    assert sorted(left) == ["default", "jobs"]
    assert not Tag.objects.exists()
