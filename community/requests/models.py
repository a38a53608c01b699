"""What a school asks for: the need that matching tries to serve."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.requests.choices import (
    ALIVE_STATUSES,
    MOVES,
    OPEN_STATUSES,
    RequestStatus,
    Sender,
)
from community.requests.wishes import Wishes
from community.requests.working_days import after_working_days
from community.schools.models import School

ANSWER_WORKING_DAYS = 5


class SessionRequestQuerySet(models.QuerySet["SessionRequest"]):
    def open(self) -> SessionRequestQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def alive(self) -> SessionRequestQuerySet:
        return self.filter(status__in=ALIVE_STATUSES)

    def sent(self) -> SessionRequestQuerySet:
        """All but those whose sender has not confirmed an address."""
        return self.exclude(status=RequestStatus.DRAFT)

    def unanswered(self) -> SessionRequestQuerySet:
        return self.filter(status=RequestStatus.SUBMITTED, answered_at=None)

    def overdue(self, day: dt.date | None = None) -> SessionRequestQuerySet:
        """The day promised for a first answer is over."""
        today = day or timezone.localdate()
        return self.unanswered().filter(answer_due_on__lt=today)

    def waiting_list(self) -> SessionRequestQuerySet:
        """Something else was offered meanwhile; a parent is still looked for."""
        return self.open().filter(alternatives_sent_at__isnull=False)

    def for_user(self, user: Any) -> SessionRequestQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(school__territory__coordinators__user=user).distinct()


class SessionRequest(Wishes):
    """One request of one school; `key` names the sending: sent twice, kept once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        related_name="requests",
        verbose_name=_("établissement"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    contact_name = models.CharField(_("nom"), max_length=80, blank=True)
    contact_role = models.CharField(_("fonction"), max_length=80, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    sender = models.CharField(
        _("expéditeur"),
        max_length=8,
        choices=Sender.choices,
        default=Sender.CONTACT,
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=RequestStatus.choices,
        default=RequestStatus.DRAFT,
    )
    status_note = models.CharField(_("mot pour l’école"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("écrite le"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("reçue le"), null=True, blank=True)
    answer_due_on = models.DateField(_("à répondre avant le"), null=True, blank=True)
    answered_at = models.DateTimeField(_("première réponse"), null=True, blank=True)
    alternatives_sent_at = models.DateTimeField(
        _("autre chose proposé le"), null=True, blank=True
    )

    objects = SessionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’intervention")
        verbose_name_plural = _("demandes d’intervention")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "answer_due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(mentors_wanted__gte=1, mentors_wanted__lte=5),
                name="request_wants_1_to_5_mentors",
                violation_error_message=_("De 1 à 5 parents ressources."),
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(status__in=OPEN_STATUSES),
                name="one_open_request_per_school",
                violation_error_message=_(
                    "Une demande est déjà en cours pour cet établissement."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[RequestStatus.DRAFT, RequestStatus.CANCELLED])
                | Q(submitted_at__isnull=False, answer_due_on__isnull=False),
                name="request_sent_is_to_be_answered",
                violation_error_message=_("Une demande reçue attend une réponse."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} ({self.get_status_display()})"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_alive(self) -> bool:
        return self.status in ALIVE_STATUSES

    @property
    def is_overdue(self) -> bool:
        is_late = self.answer_due_on and self.answer_due_on < timezone.localdate()
        return bool(is_late) and self.status == RequestStatus.SUBMITTED

    @property
    def correspondent(self) -> Any:
        """Who is written to: the account, the address confirmed, else the school."""
        return self.author or self.contact_email or self.school.email

    def submit(self, by: Any = None) -> None:
        """Send it to the coordination; ValidationError when the school cannot ask."""
        if not self.school.takes_matches:
            raise ValidationError(_("Cet établissement ne reçoit pas d’atelier."))
        now = timezone.now()
        due = after_working_days(timezone.localdate(now), ANSWER_WORKING_DAYS)
        self._move(RequestStatus.SUBMITTED, by, submitted_at=now, answer_due_on=due)

    def take_up(self, by: Any, note: str = "") -> None:
        """Say that somebody is being looked for: the first answer, most often."""
        self._move(RequestStatus.MATCHING, by, note, **self._first_answer())

    def plan(self, by: Any, note: str = "") -> None:
        self._move(RequestStatus.PLANNED, by, note, **self._first_answer())

    def fulfil(self, by: Any = None, note: str = "") -> None:
        self._move(RequestStatus.FULFILLED, by, note)

    def give_up(self, by: Any, note: str) -> None:
        """Tell the school that nobody can come, and why."""
        if not note:
            raise ValidationError(_("Dites pourquoi : l’école le lira."))
        self._move(RequestStatus.UNMET, by, note, **self._first_answer())

    def cancel(self, by: Any = None, note: str = "") -> None:
        self._move(RequestStatus.CANCELLED, by, note)

    def offer_alternatives(self, by: Any, note: str = "") -> None:
        """Keep the request on the waiting list, something else being offered."""
        values = self._first_answer() | {"alternatives_sent_at": timezone.now()}
        self._move(RequestStatus.MATCHING, by, note, stays=True, **values)

    def follow(self, to: str, by: Any) -> bool:
        """Go where what happens leads it; False when its state does not allow it."""
        try:
            self._move(to, by, **self._first_answer())
        except ValidationError:
            return False
        return True

    def _first_answer(self) -> dict[str, Any]:
        return {"answered_at": self.answered_at or timezone.now()}

    def _move(
        self, to: str, by: Any, note: str = "", *, stays: bool = False, **values: Any
    ) -> None:
        """Check, write and log in one transaction; simultaneous moves wait in line."""
        with transaction.atomic():
            held = SessionRequest.objects.select_for_update().get(pk=self.pk)
            before = held.status
            if to not in MOVES[before] and not (stays and before == to):
                raise ValidationError(
                    _("Cette demande est déjà à l’état : %(state)s.")
                    % {"state": held.get_status_display()}
                )
            values |= {"status": to, "status_note": note}
            for name, value in values.items():
                setattr(held, name, value)
            try:
                with transaction.atomic():
                    held.save(update_fields=list(values))
            except IntegrityError:
                raise ValidationError(
                    _("Une demande est déjà en cours pour cet établissement.")
                ) from None
            data = {"before": before, "after": to, "note": note}
            log(held, f"requests.{to}", user=by, data=data)
        for name, value in values.items():
            setattr(self, name, value)
