"""A mentor's own calendar, read by their telephone at a secret address.

Only a hash of the address is kept: it is shown when it is made, and never again.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.schools.contacts import hash_of
from community.sessions.models import AwarenessSession
from mentors.profiles.choices import SERVING_STATUSES
from mentors.profiles.models import Mentor

PAST_KEPT = dt.timedelta(days=90)
MOST_EVENTS = 500


class CalendarFeed(models.Model):
    mentor = models.OneToOneField(
        Mentor,
        models.CASCADE,
        related_name="calendar_feed",
        verbose_name=_("parent ressource"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def __str__(self) -> str:
        return str(self.mentor)


def open_feed(mentor: Mentor) -> str:
    """Make a new address and close the former one; return its secret part."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        Mentor.objects.select_for_update().get(pk=mentor.pk)
        CalendarFeed.objects.update_or_create(
            mentor=mentor,
            defaults={"token_hash": hash_of(token), "created_at": timezone.now()},
        )
        log(mentor, "sessions.feed", user=mentor.user)
    return token


def close_feed(mentor: Mentor) -> None:
    with transaction.atomic():
        if CalendarFeed.objects.filter(mentor=mentor).delete()[0]:
            log(mentor, "sessions.unfeed", user=mentor.user)


def feed_or_404(token: str) -> CalendarFeed:
    """The door of the address: whoever holds it reads, while the mentor serves."""
    feeds = CalendarFeed.objects.filter(mentor__status__in=SERVING_STATUSES)
    feed = feeds.select_related("mentor__user").filter(token_hash=hash_of(token))
    if (found := feed.first()) is None:
        raise Http404
    return found


def events_of(mentor: Mentor) -> Any:
    """Three months back and all that comes, cancelled ones too: calendars must know."""
    sessions = AwarenessSession.objects.with_mentor(mentor).filter(
        starts_at__gte=timezone.now() - PAST_KEPT
    )
    sessions = sessions.select_related("school__territory").prefetch_related("themes")
    return sessions.order_by("starts_at", "pk")[:MOST_EVENTS]
