"""Whether web, database and jobs worker live, for run.py and for monitoring."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.health.models import Heartbeat


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503; the worker is reported apart.

    A dead worker delays mails and exports, but pages still answer: a supervisor that
    restarts the web server on a 503 would mend nothing.
    """
    database = database_answers()
    worker = database and workers_live()
    body = {"web": True, "database": database, "worker": worker}
    return JsonResponse(body, status=200 if database else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def workers_live() -> bool:
    """Tell whether every queue kept in the database has a worker that lives."""
    try:
        served = set(Heartbeat.objects.recent().values_list("backend", flat=True))
    except DatabaseError:  # not migrated yet
        return False
    return queues_to_serve() <= served


def queues_to_serve() -> set[str]:
    return {
        name
        for name, backend in settings.TASKS.items()
        if backend["BACKEND"] == settings.DATABASE_TASKS
    }
