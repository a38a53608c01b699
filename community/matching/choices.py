"""Values a match and a plan may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposée")
    ACTIVE = "active", _("acceptée")
    DECLINED = "declined", _("déclinée")
    EXPIRED = "expired", _("sans réponse")
    CANCELLED = "cancelled", _("annulée")
    ENDED = "ended", _("terminée")


OPEN_STATUSES = [MatchStatus.PROPOSED, MatchStatus.ACTIVE]


class MatchOrigin(models.TextChoices):
    PLANNER = "planner", _("calcul")
    SUGGESTION = "suggestion", _("suggestion")
    MENTOR = "mentor", _("parent ressource")
    SCHOOL = "school", _("établissement")
    MANUAL = "manual", _("à la main")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("à relire")
    SENT = "sent", _("envoyé")
    DISCARDED = "discarded", _("remplacé")
