"""Values a match and a plan may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposée")
    ACCEPTED = "accepted", _("acceptée par le parent ressource")
    ACTIVE = "active", _("en cours")
    DECLINED = "declined", _("déclinée")
    EXPIRED = "expired", _("sans réponse")
    SILENT = "silent", _("sans réponse de l’école")
    CANCELLED = "cancelled", _("annulée")
    ENDED = "ended", _("terminée")


# The mentor said yes: these use their capacity and the school's places.
TAKEN_STATUSES = [MatchStatus.ACCEPTED, MatchStatus.ACTIVE]
# Those and proposals: one at most for a pair.
OPEN_STATUSES = [MatchStatus.PROPOSED, *TAKEN_STATUSES]


class MatchOrigin(models.TextChoices):
    PLANNER = "planner", _("calcul")
    SUGGESTION = "suggestion", _("suggestion")
    MENTOR = "mentor", _("parent ressource")
    SCHOOL = "school", _("établissement")
    MANUAL = "manual", _("à la main")


class DeclineKind(models.TextChoices):
    """Why a mentor says no: a word is enough, none is asked."""

    FAR = "far", _("c’est trop loin")
    TIME = "time", _("ces moments ne me vont pas")
    MOMENT = "moment", _("pas en ce moment")
    ENOUGH = "enough", _("j’ai déjà assez d’écoles")
    KNOWN = "known", _("je préfère une autre école")
    OTHER = "other", _("autre chose")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("à relire")
    REVIEWED = "reviewed", _("relu")
    SENT = "sent", _("envoyé")
    CLOSED = "closed", _("terminé")
    DISCARDED = "discarded", _("remplacé")


# Not sent yet: one at most for a territory.
UNSENT_STATUSES = [PlanStatus.DRAFT, PlanStatus.REVIEWED]
