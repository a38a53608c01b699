"""What is kept of people who ask, for a school or for themselves: rows of the table."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from community.requests.choices import ALIVE_STATUSES, RequestStatus
from resources.privacy.table import Kept, blank, delete, keep

DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=365)
NOBODY = {"contact_name": "", "contact_role": "", "contact_email": "", "author": None}


def old_requests(day: dt.date) -> Q:
    """Drafts nobody confirmed, those over for a year, any after two."""
    drafts = Q(status=RequestStatus.DRAFT, created_at__date__lt=day - DAY)
    last_word = TruncDate(Coalesce("answered_at", "submitted_at", "created_at"))
    is_over = ~Q(status__in=ALIVE_STATUSES) & Q(LessThan(last_word, day - YEAR))
    is_old = Q(created_at__date__lt=day - 2 * YEAR)
    return drafts | (is_over | is_old) & ~Q(**NOBODY)


def forget_askers(requests: QuerySet) -> None:
    """Drop drafts; the others stay for the figures, and for the school that waits."""
    requests.filter(status=RequestStatus.DRAFT).delete()
    requests.update(**NOBODY)


keep(
    Kept(
        "community.ConfirmationCode",
        _("Les codes qui prouvent votre adresse"),
        lambda user: Q(address__iexact=user.email),
        {
            "address": _("savoir que cette adresse est la vôtre"),
            "sent_at": _("ne pas vous écrire trop souvent"),
        },
        plain="id request code_hash sent_count tries",
        how_long=_("Un jour."),
        erase=delete,
        overdue=lambda day: Q(sent_at__date__lt=day - DAY),
    ),
    Kept(
        "community.SessionRequest",
        _("Vos demandes d’atelier"),
        lambda user: Q(author=user) | Q(contact_email__iexact=user.email),
        {
            "school": _("savoir où l’atelier est demandé"),
            "contact_name": _("savoir qui demande"),
            "contact_role": _("savoir qui demande"),
            "contact_email": _("vous répondre"),
            "need": _("chercher qui peut venir"),
            "status": _("chercher qui peut venir"),
            "status_note": _("vous répondre"),
            "created_at": _("dater la demande"),
        },
        plain="id key author sender submitted_at answer_due_on answered_at "
        "alternatives_sent_at themes languages audience slots dates equipment "
        "mentors_wanted expected_people",
        how_long=_(
            "Votre nom un an après la réponse, deux ans au plus ; la demande reste, "
            "sans nom, pour l’école et pour les chiffres."
        ),
        erase=forget_askers,
        overdue=old_requests,
    ),
    Kept(
        "community.HelpRequest",
        _("Vos demandes d’aide"),
        lambda user: Q(reach__iexact=user.email),
        {
            "first_name": _("vous appeler par votre prénom"),
            "reach": _("vous joindre"),
            "commune": _("chercher près de chez vous"),
            "theme": _("savoir de quoi parler"),
            "language": _("vous répondre dans votre langue"),
            "created_at": _("oublier la demande à son heure"),
        },
        plain="id key status answered_at",
        how_long=_("Trente jours après la réponse, trois mois au plus."),
        erase=blank(first_name="", reach=""),
        overdue=lambda day: (
            (
                Q(answered_at__date__lt=day - 30 * DAY)
                | Q(created_at__date__lt=day - 90 * DAY)
            )
            & ~Q(first_name="", reach="")
        ),
    ),
)
