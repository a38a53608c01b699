"""What a mentor says at the end of a school year: one answer a year, free to change."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.profiles.choices import TO_FOLLOW_UP, MentorStatus, SchoolYearPlan
from mentors.profiles.models import Mentor

LONGEST_NOTE = 300
# A pause said in June lasts the summer and the autumn term.
BACK_IN = (1, 5)  # 5 January
AUGUST = 8


def school_year(day: dt.date | None = None) -> int:
    """Return the calendar year in which the school year of `day` ends."""
    day = day or timezone.localdate()
    return day.year + (day.month >= AUGUST)


class YearAnswer(models.Model):
    mentor = models.ForeignKey(
        Mentor, models.CASCADE, related_name="year_answers", verbose_name=_("personne")
    )
    year = models.PositiveSmallIntegerField(_("fin de l’année scolaire"))
    plan = models.CharField(_("suite"), max_length=12, choices=SchoolYearPlan.choices)
    note = models.CharField(_("un mot"), max_length=LONGEST_NOTE, blank=True)
    answered_at = models.DateTimeField(_("dit le"), default=timezone.now)

    class Meta:
        verbose_name = _("suite donnée à l’année")
        verbose_name_plural = _("suites données à l’année")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "year"], name="one_answer_per_school_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.year}"

    @property
    def is_to_follow_up(self) -> bool:
        return self.plan in TO_FOLLOW_UP


def _is_in_own_pause(mentor: Mentor) -> bool:
    return mentor.status == MentorStatus.PAUSED and not mentor.is_suspended


@transaction.atomic
def answer_year(mentor: Mentor, plan: str, note: str) -> YearAnswer:
    """Keep the answer, and do at once what it asks for."""
    by, year = mentor.user, school_year()
    answer, _new = YearAnswer.objects.update_or_create(
        mentor=mentor,
        year=year,
        defaults={"plan": plan, "note": note, "answered_at": timezone.now()},
    )
    if plan == SchoolYearPlan.LEAVE:
        mentor.leave(by)
    elif plan == SchoolYearPlan.PAUSE and mentor.status == MentorStatus.APPROVED:
        mentor.pause(by, dt.date(year + 1, *BACK_IN))
    elif plan != SchoolYearPlan.PAUSE and _is_in_own_pause(mentor):
        mentor.come_back(by)
    return answer
