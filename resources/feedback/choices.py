"""Values that what readers tell us may take, and how long it may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _

VOTE_TEXT = 300  # characters, here and below
REPORT_TEXT = 1000
COMMENT_TEXT = 1000
PSEUDONYM = 30
NOTE = 500
# Below this, a count would say more about a person than about a page.
SHOWN_FROM = 5


class ErrorKind(models.TextChoices):
    TYPO = "typo", _("une faute d’orthographe")
    DEAD_LINK = "dead-link", _("un lien qui ne marche pas")
    WRONG = "wrong", _("une information fausse ou ancienne")
    OTHER = "other", _("autre chose")


class ReportStatus(models.TextChoices):
    OPEN = "open", _("à traiter")
    CLOSED = "closed", _("traité")


class CommentStatus(models.TextChoices):
    PENDING = "pending", _("à relire")
    APPROVED = "approved", _("publié")
    REFUSED = "refused", _("refusé")


SHOWN_STATUSES = [CommentStatus.APPROVED]
# A mistake can be mended and a published text taken down; nothing is unread again.
DECIDED_STATUSES = [CommentStatus.APPROVED, CommentStatus.REFUSED]


class RefusalReason(models.TextChoices):
    PERSONAL = "personal", _("permet de reconnaître quelqu’un")
    HURTFUL = "hurtful", _("peut blesser")
    OFF_TOPIC = "off-topic", _("ne parle pas de cette page")
    ADVERT = "advert", _("publicité")
    WRONG = "wrong", _("conseil faux ou risqué")
    UNREAD = "unread", _("trop ancien, jamais relu")
