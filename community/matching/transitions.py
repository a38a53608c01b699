"""What may happen to a match: each step locks, checks, writes its trace and saves.

Rows are locked in one order everywhere, mentor, school, then match: answers that come
together wait for each other and never block each other for good.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.matching.choices import TAKEN_STATUSES, DeclineKind, MatchStatus
from community.matching.plans import set_aside
from community.requests.models import SessionRequest
from community.schools.models import School
from mentors.profiles.choices import MentorStatus
from mentors.profiles.models import Mentor

# An unanswered pair is left alone so long: the next plan asks somebody else.
UNANSWERED_DAYS = 60
# A yes holds a place of the mentor; a school that says nothing gives it back.
SCHOOL_DAYS = 10


class Transitions(models.Model):
    class Meta:
        abstract = True

    def accept(self, by: Any = None) -> None:
        """The mentor says yes; refused once either side is full.

        A school that asks has said yes already: the match begins. Another one is
        asked in its turn, and sees no telephone before.
        """
        with self._from(MatchStatus.PROPOSED) as (mentor, school):
            require_free(mentor)
            require_room(school, self.mentors_wanted)
            begins = self._is_asked_for()
            self._answer(
                MatchStatus.ACTIVE if begins else MatchStatus.ACCEPTED,
                "matches.accept",
                by,
            )

    def decline(
        self,
        by: Any = None,
        reason: str = "",
        kind: str = DeclineKind.OTHER,
        wants_another: bool = False,
    ) -> None:
        """Say no, kindly received: the pair is not proposed again this school year."""
        with self._from(MatchStatus.PROPOSED):
            self.decline_kind, self.decline_reason = kind, reason
            self.wants_another = wants_another
            self._answer(MatchStatus.DECLINED, "matches.decline", by)
            set_aside(self.mentor_id, self.school_id, reason)

    def welcome(self, by: Any) -> None:
        """The school says yes too: both see how to reach each other."""
        with self._from(MatchStatus.ACCEPTED) as (mentor, school):
            require_willing(school)
            require_serving(mentor)
            self._agree(MatchStatus.ACTIVE, "matches.welcome", by)

    def turn_down(self, by: Any, reason: str = "") -> None:
        """The school says no: the mentor is free again, the pair set aside."""
        with self._from(MatchStatus.ACCEPTED):
            self.decline_reason = reason
            self._agree(MatchStatus.CANCELLED, "matches.turn_down", by)
            set_aside(self.mentor_id, self.school_id, reason)

    def withdraw(self, by: Any) -> None:
        """A proposal that nobody should answer any more; the pair stays possible."""
        with self._from(MatchStatus.PROPOSED):
            self._answer(MatchStatus.CANCELLED, "matches.withdraw", by)

    def end(self, by: Any, reason: str = "") -> None:
        """What was begun stops. With a reason, the pair is not proposed again this
        school year; without, it is that the mentor stops altogether."""
        with self._from(*TAKEN_STATUSES):
            self.status, self.decline_reason = MatchStatus.ENDED, reason
            self.save(update_fields=["status", "decline_reason"])
            data = {"reason": reason} if reason else None
            log(self, "matches.end", user=by, data=data)
            if reason:
                set_aside(self.mentor_id, self.school_id, reason)

    def expire(self) -> None:
        """Nobody answered in time: the school is offered somebody else."""
        with self._from(MatchStatus.PROPOSED):
            if self.expires_at > timezone.now():
                raise ValidationError(_("Cette proposition attend encore."))
            self.status = MatchStatus.EXPIRED
            self.save(update_fields=["status"])
            log(self, "matches.expire")
            until = timezone.localdate() + dt.timedelta(days=UNANSWERED_DAYS)
            set_aside(self.mentor_id, self.school_id, str(_("Sans réponse")), until)

    def fall_silent(self) -> None:
        """The school said nothing in time: the mentor is free, the pair rests."""
        with self._from(MatchStatus.ACCEPTED):
            if self.school_due_at > timezone.now():
                raise ValidationError(_("L’école a encore le temps de répondre."))
            self.status = MatchStatus.SILENT
            self.save(update_fields=["status"])
            log(self, "matches.fall_silent")
            until = timezone.localdate() + dt.timedelta(days=UNANSWERED_DAYS)
            reason = str(_("L’école n’a pas répondu"))
            set_aside(self.mentor_id, self.school_id, reason, until)

    def keep_told(self, kind: str) -> None:
        """Remember by whom the school was told, for the mentor's page to say it."""
        self.school_told = kind
        self.save(update_fields=["school_told"])

    @property
    def school_due_at(self) -> dt.datetime:
        """Until when the school answers a yes."""
        return (self.answered_at or timezone.now()) + dt.timedelta(days=SCHOOL_DAYS)

    def _is_asked_for(self) -> bool:
        """The request stands still: given up, the school has to be asked again."""
        alive = SessionRequest.objects.alive()
        return bool(self.request_id) and alive.filter(pk=self.request_id).exists()

    @property
    def mentors_wanted(self) -> int:
        return self.request.mentors_wanted if self.request_id else 1

    @contextmanager
    def _from(self, *statuses: MatchStatus) -> Iterator[tuple[Mentor, School]]:
        """Hold the three rows; ValidationError when the match is no longer there."""
        with transaction.atomic():
            mentor, school = hold_pair(self.mentor_id, self.school_id)
            own = type(self).objects.select_for_update()
            self.status = own.values_list("status", flat=True).get(pk=self.pk)
            if self.status not in statuses:
                over = len(statuses) > 1
                raise ValidationError(OVER if over else ALREADY[statuses[0]])
            yield mentor, school

    def _answer(self, status: str, action: str, by: Any) -> None:
        self.status, self.answered_at = status, timezone.now()
        fields = ["decline_reason", "decline_kind", "wants_another"]
        self.save(update_fields=["status", "answered_at", *fields])
        log(self, action, user=by)

    def _agree(self, status: str, action: str, by: Any) -> None:
        self.status, self.agreed_at = status, timezone.now()
        self.save(update_fields=["status", "agreed_at", "decline_reason"])
        log(self, action, user=by)


OVER = _("Cette mise en relation n’est plus en cours.")
ALREADY = {
    MatchStatus.PROPOSED: _("Vous avez déjà répondu à cette proposition."),
    MatchStatus.ACCEPTED: _("L’école a déjà répondu."),
}


def hold_pair(mentor: int, school: int) -> tuple[Mentor, School]:
    """Lock both sides, always in this order."""
    return (
        Mentor.objects.select_for_update().get(pk=mentor),
        School.objects.select_for_update().get(pk=school),
    )


def require_serving(mentor: Mentor) -> None:
    if mentor.status != MentorStatus.APPROVED:
        raise ValidationError(_("Ce parent ressource n’est plus disponible."))


def require_free(mentor: Mentor) -> None:
    require_serving(mentor)
    if mentor.matches.taken().count() >= mentor.max_schools:
        raise ValidationError(_("Vous suivez déjà autant d’écoles que prévu."))


def require_willing(school: School) -> None:
    """A school that closed, or asked not to take part, takes no new match."""
    if not school.takes_matches:
        raise ValidationError(_("Cette école ne reçoit plus de parent ressource."))


def require_room(school: School, wanted: int) -> None:
    require_willing(school)
    if school.matches.taken().count() >= wanted:
        raise ValidationError(_("Cette école a déjà trouvé quelqu’un."))
