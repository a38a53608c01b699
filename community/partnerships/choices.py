"""Values a partnership may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnershipKind(models.TextChoices):
    DEPARTMENT = "department", _("convention départementale")
    SCHOOL = "school", _("convention d’établissement")
    INTERVENTION = "intervention", _("autorisation d’intervention")


class PartnerType(models.TextChoices):
    COLLECTIVITY = "collectivity", _("collectivité")
    ASSOCIATION = "association", _("association")
    SCHOOL = "school", _("établissement scolaire")
    STATE = "state", _("service de l’État")
    OTHER = "other", _("autre")


class PartnershipStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    TO_VERIFY = "to-verify", _("à vérifier")
    READY = "ready", _("prête à signer")
    PARTIALLY_SIGNED = "partially-signed", _("partiellement signée")
    SIGNED = "signed", _("signée")
    CANCELLED = "cancelled", _("annulée")
    REFUSED = "refused", _("refusée")


# What dates make of a signed agreement; told by `Partnership.stage`, never stored.
class Stage(models.TextChoices):
    COMING = "coming", _("signée, à venir")
    ACTIVE = "active", _("en vigueur")
    ENDING = "ending", _("se termine bientôt")
    EXPIRED = "expired", _("expirée")


SIGNABLE_STATUSES = [PartnershipStatus.READY, PartnershipStatus.PARTIALLY_SIGNED]
PREPARED_STATUSES = [PartnershipStatus.DRAFT, PartnershipStatus.TO_VERIFY]
# What may still be changed; a change takes it back to be verified.
EDITABLE_STATUSES = [
    *PREPARED_STATUSES,
    *SIGNABLE_STATUSES,
    PartnershipStatus.SIGNED,
    PartnershipStatus.REFUSED,
]
CLOSED_STATUSES = [PartnershipStatus.CANCELLED, PartnershipStatus.REFUSED]


class Turn(models.TextChoices):
    """Whose turn it is."""

    DESK = "desk", _("à nous")
    SIGNATORIES = "signatories", _("aux signataires")
    NOBODY = "nobody", _("à personne")


class SigningMethod(models.TextChoices):
    LINK = "link", _("lien reçu par e-mail")
    ACCOUNT = "account", _("compte Coéduc")
    PAPER = "paper", _("sur papier, scan déposé")


class LinkEnd(models.TextChoices):
    """Why a link that was sent leads nowhere any more."""

    EDITED = "edited", _("le texte a changé")
    DELEGATED = "delegated", _("la signature a été confiée à quelqu’un d’autre")
    FORGOTTEN = "forgotten", _("la personne a demandé l’oubli")
