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
    EXPIRED = "expired", _("expirée")
    CANCELLED = "cancelled", _("annulée")
    REFUSED = "refused", _("refusée")


SIGNABLE_STATUSES = [PartnershipStatus.READY, PartnershipStatus.PARTIALLY_SIGNED]


class SigningMethod(models.TextChoices):
    LINK = "link", _("lien reçu par e-mail")
    ACCOUNT = "account", _("compte Coéduc")
    PAPER = "paper", _("sur papier, scan déposé")
