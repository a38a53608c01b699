"""Values a session and its report may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionFormat(models.TextChoices):
    WORKSHOP = "workshop", _("atelier")
    CAFE = "cafe", _("café des parents")
    STAND = "stand", _("stand")
    TALK = "talk", _("conférence")
    INDIVIDUAL = "individual", _("rendez-vous individuel")
    REMOTE = "remote", _("visio")


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("prévu")
    CONFIRMED = "confirmed", _("confirmé par l’école")
    HELD = "held", _("tenu")
    POSTPONED = "postponed", _("reporté")
    CANCELLED = "cancelled", _("annulé")


COMING_STATUSES = [SessionStatus.PLANNED, SessionStatus.CONFIRMED]
# Somebody is there at that time; the others leave the hour free.
BUSY_STATUSES = [*COMING_STATUSES, SessionStatus.HELD]
FREE_STATUSES = [SessionStatus.POSTPONED, SessionStatus.CANCELLED]
# Still to be moved, put off or given up.
OPEN_STATUSES = [*COMING_STATUSES, SessionStatus.POSTPONED]


class Side(models.TextChoices):
    """From whom a cancellation or a postponement comes."""

    MENTOR = "mentor", _("le parent ressource")
    SCHOOL = "school", _("l’école")
    COORDINATION = "coordination", _("la coordination")
    OUTSIDE = "outside", _("personne : météo, transport, salle…")


class Climate(models.IntegerChoices):
    TENSE = 1, _("tendue")
    SHY = 2, _("timide")
    CALM = 3, _("calme")
    GOOD = 4, _("bonne")
    VERY_GOOD = 5, _("très bonne")
