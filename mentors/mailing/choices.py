"""States of a mail, from the moment it is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    HELD = "held", _("attend le récapitulatif")
    QUEUED = "queued", _("à envoyer")
    SENDING = "sending", _("en cours d’envoi")
    SENT = "sent", _("envoyé")
    DIGESTED = "digested", _("envoyé dans un récapitulatif")
    FAILED = "failed", _("abandonné")


# Still to leave: these keep their text.
WAITING_STATUSES = [MailStatus.HELD, MailStatus.QUEUED, MailStatus.SENDING]
