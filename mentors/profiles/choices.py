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
# "tue-evening" → « mardi soir »
SLOTS = {
    f"{day}-{period}": (WEEKDAYS[day], PERIODS[period])
    for day, period in product(WEEKDAYS, PERIODS)
}


def slot_label(slot: str) -> str:
    """Return « mardi soir » for "tue-evening"."""
    day, period = SLOTS[slot]
    return f"{day} {period}"
