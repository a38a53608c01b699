"""Values a mentor's profile may take."""

from itertools import product

from django.db import models
from django.utils.translation import gettext_lazy as _


class MentorStatus(models.TextChoices):
    DRAFT = "draft", _("candidature commencée")
    SUBMITTED = "submitted", _("candidature envoyée")
    APPROVED = "approved", _("parent ressource")
    PAUSED = "paused", _("en pause")
    REFUSED = "refused", _("candidature refusée")
    LEFT = "left", _("parti")


class Training(models.TextChoices):
    NONE = "none", _("pas encore")
    REGISTERED = "registered", _("inscrit")
    DONE = "done", _("suivie")


class Experience(models.TextChoices):
    NEW = "new", _("je n’ai jamais animé")
    CO = "co", _("j’ai déjà aidé à animer")
    LEAD = "lead", _("j’ai déjà animé")


class Contact(models.TextChoices):
    EMAIL = "email", _("par e-mail")
    PHONE = "phone", _("par téléphone")


WEEKDAYS = {
    "mon": _("lundi"),
    "tue": _("mardi"),
    "wed": _("mercredi"),
    "thu": _("jeudi"),
    "fri": _("vendredi"),
    "sat": _("samedi"),
}
PERIODS = {
    "morning": _("matin"),
    "noon": _("midi"),
    "afternoon": _("après-midi"),
    "school-out": _("à la sortie d’école"),
    "evening": _("soir"),
}
# Above a narrow column.
COLUMNS = PERIODS | {"school-out": _("sortie d’école")}
# "tue-evening" → « mardi soir »
SLOTS = {
    f"{day}-{period}": (WEEKDAYS[day], PERIODS[period])
    for day, period in product(WEEKDAYS, PERIODS)
}


def slot_label(slot: str) -> str:
    """Return « mardi soir » for "tue-evening"."""
    day, period = SLOTS[slot]
    return f"{day} {period}"


class SchoolYearPlan(models.TextChoices):
    """What a mentor says at the end of a school year."""

    CONTINUE = "continue", _("Je continue comme cette année")
    OTHER_SCHOOL = "other-school", _("Je continue, dans une autre école")
    PAUSE = "pause", _("Je fais une pause")
    HAND_OVER = "hand-over", _("Je passe la main à quelqu’un")
    LEAVE = "leave", _("J’arrête")


# The coordination has something to do after these answers.
TO_FOLLOW_UP = [SchoolYearPlan.OTHER_SCHOOL, SchoolYearPlan.HAND_OVER]
# Answers that open the application to changes; those that let one act as a mentor.
APPLYING_STATUSES = [MentorStatus.DRAFT, MentorStatus.REFUSED, MentorStatus.LEFT]
SERVING_STATUSES = [MentorStatus.APPROVED, MentorStatus.PAUSED]
