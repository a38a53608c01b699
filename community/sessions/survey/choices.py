"""Values that an answer may take; their words are in the six languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ease(models.IntegerChoices):
    NOT = 1, _("pas à l’aise")
    A_LITTLE = 2, _("un peu à l’aise")
    RATHER = 3, _("plutôt à l’aise")
    VERY = 4, _("très à l’aise")


AT_EASE = [Ease.RATHER, Ease.VERY]


class Usefulness(models.IntegerChoices):
    NO = 1, _("non")
    A_LITTLE = 2, _("un peu")
    YES = 3, _("oui")
