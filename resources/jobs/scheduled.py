"""Scheduled publication and expiry: Wagtail's `publish_scheduled`, done each minute.

The command itself stops at the first page that may not be published, and two workers
that run it at once do the same twice: here each row is locked, and stands alone.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


def publish_scheduled() -> int:
    """Withdraw what has expired, publish what is due; return how many of both."""
    now = timezone.now()
    steps: list[Callable[[], bool]] = []
    for model in _models_with_dates():
        expired = model._default_manager.filter(live=True, expire_at__lt=now)
        ids = expired.order_by("expire_at").values_list("pk", flat=True)
        steps += [partial(_withdraw, model, pk, now) for pk in ids]
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    ids = due.order_by("approved_go_live_at").values_list("pk", flat=True)
    steps += [partial(_publish, pk, now) for pk in ids]
    return sum(map(_alone, steps))


def _models_with_dates() -> list[type[models.Model]]:
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]


def _alone(step: Callable[[], bool]) -> bool:
    """Take one step; a page that lacks what publishing asks stops no other."""
    try:
        with transaction.atomic():
            return step()
    except ValidationError as error:
        # The messages name fields and say what is missing, never what was typed.
        logger.warning("A scheduled page was not published: %s", error.messages)
        return False


def _withdraw(model: type[models.Model], pk: object, now: dt.datetime) -> bool:
    rows = model._default_manager.select_for_update()
    found = rows.filter(pk=pk, live=True, expire_at__lt=now).first()
    if isinstance(found, DraftStateMixin):
        found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return found is not None


def _publish(pk: object, now: dt.datetime) -> bool:
    rows = Revision.objects.select_for_update()
    found = rows.filter(pk=pk, approved_go_live_at__lt=now).first()
    if found:
        found.publish(log_action="wagtail.publish.scheduled")
    return found is not None
