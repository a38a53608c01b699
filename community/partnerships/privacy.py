"""What is kept of signatories, and when it is no proof any more: rows of the table."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.partnerships.choices import PartnershipStatus
from community.partnerships.mails import tell_forgotten
from community.partnerships.models import Partnership
from community.partnerships.signatories import FORGOTTEN
from resources.privacy.table import Kept, blank, keep

YEAR = dt.timedelta(days=365)
# How long a contract may still be argued over: article 2224 of the Code civil.
ARGUED_OVER = 5 * YEAR


def over(day: dt.date) -> Q:
    """Whose time is over: what was agreed five years ago, what stopped a year ago."""
    agreed = Q(partnership__signed_at__isnull=False)
    lasts = Q(partnership__status=PartnershipStatus.SIGNED)
    ended = lasts & Q(partnership__ends_on__lt=day - ARGUED_OVER)
    cancelled = ~lasts & Q(partnership__since__date__lt=day - ARGUED_OVER)
    stopped = ~agreed & Q(partnership__since__date__lt=day - YEAR)
    return agreed & (ended | cancelled) | stopped


def proof(day: dt.date) -> Q:
    """What the law lets keep although its signatory wants to be forgotten."""
    agreed = Q(partnership__signed_at__isnull=False, signed_at__isnull=False)
    return agreed & ~over(day)


def forget_signatories(rows: QuerySet) -> None:
    """Take the names off those that prove nothing, each agreement held meanwhile."""
    rows = rows.exclude(proof(timezone.localdate()))
    for agreement in Partnership.objects.filter(signatories__in=rows).distinct():
        with agreement.held():
            for person in rows.filter(partnership=agreement):
                person.partnership = agreement
                person.forget()
                if agreement.is_signable and not person.signed_at:
                    tell_forgotten(person)


keep(
    Kept(
        "community.Signatory",
        _("Vos signatures de conventions"),
        lambda user: Q(email__iexact=user.email),
        {
            "partnership": _("savoir ce que vous signez"),
            "role": _("savoir au nom de qui vous signez"),
            "name": _("savoir qui signe"),
            "email": _("vous envoyer le lien pour signer"),
            "delegated_from": _("savoir qui vous a confié sa signature"),
            "asked_at": _("vous relancer, deux fois au plus"),
            "signed_at": _("prouver la signature"),
            "method": _("prouver la signature"),
            "typed_name": _("prouver la signature"),
            "signed_sha256": _("prouver la signature"),
            "scan": _("prouver la signature"),
            "refused_at": _("dire pourquoi la convention s’arrête"),
            "refusal_reason": _("dire pourquoi la convention s’arrête"),
        },
        plain="id position nonce link_end recorded_by recorded_at",
        how_long=_(
            "Une signature prouve un accord : votre nom y reste cinq ans après sa fin, "
            "même si vous effacez votre compte. Sans accord conclu, un an au plus."
        ),
        erase=forget_signatories,
        overdue=lambda day: over(day) & ~Q(name=FORGOTTEN),
    ),
    Kept(
        "community.Partnership",
        _("Les conventions que vous suivez"),
        lambda user: Q(followed_by=user),
        {"reference": _("savoir qui suit quelle convention")},
        plain="id kind partner_name partner_type territory schools starts_on ends_on "
        "in_order status since version template text text_sha256 signed_at "
        "closing_reason renews followed_by created_at",
        how_long=_("Tant que vous la suivez."),
        erase=blank(followed_by=None),
    ),
)
