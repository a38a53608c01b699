"""Values a request may take, and which state leads to which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestStatus(models.TextChoices):
    DRAFT = "draft", _("adresse à confirmer")
    SUBMITTED = "submitted", _("reçue")
    MATCHING = "matching", _("recherche en cours")
    PLANNED = "planned", _("atelier prévu")
    FULFILLED = "fulfilled", _("atelier tenu")
    UNMET = "unmet", _("sans solution")
    CANCELLED = "cancelled", _("annulée")


# Matching looks for somebody: one such request at a time for a school.
OPEN_STATUSES = [RequestStatus.SUBMITTED, RequestStatus.MATCHING]
# The school may still give it up.
ALIVE_STATUSES = [*OPEN_STATUSES, RequestStatus.PLANNED]

MOVES: dict[str, set[str]] = {
    RequestStatus.DRAFT: {RequestStatus.SUBMITTED, RequestStatus.CANCELLED},
    RequestStatus.SUBMITTED: {
        RequestStatus.MATCHING,
        RequestStatus.PLANNED,
        RequestStatus.UNMET,
        RequestStatus.CANCELLED,
    },
    RequestStatus.MATCHING: {
        RequestStatus.PLANNED,
        RequestStatus.FULFILLED,
        RequestStatus.UNMET,
        RequestStatus.CANCELLED,
    },
    RequestStatus.PLANNED: {
        RequestStatus.FULFILLED,
        RequestStatus.MATCHING,
        RequestStatus.CANCELLED,
    },
    RequestStatus.UNMET: {RequestStatus.MATCHING, RequestStatus.CANCELLED},
    RequestStatus.FULFILLED: set(),
    RequestStatus.CANCELLED: set(),
}


class Audience(models.TextChoices):
    PARENTS = "parents", _("des parents")
    FAMILIES = "families", _("des parents avec leurs enfants")
    TEAM = "team", _("des parents et l’équipe de l’école")


class Equipment(models.TextChoices):
    ROOM = "room", _("une salle")
    SCREEN = "screen", _("un vidéoprojecteur ou un écran")
    NETWORK = "network", _("un accès à internet")
    COMPUTERS = "computers", _("des ordinateurs")
    TABLETS = "tablets", _("des tablettes")


class Sender(models.TextChoices):
    """How far the address that a request came from is known."""

    CONTACT = "contact", _("contact de l’école")
    SCHOOL = "school", _("boîte de l’école")
    ACADEMY = "academy", _("adresse académique")
    OTHER = "other", _("adresse à vérifier")
