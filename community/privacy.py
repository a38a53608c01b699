"""What is kept of people by what happens between them: rows of the table of privacy.

Signatories and people who ask have theirs in their own stories.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.sessions.choices import Side
from community.sessions.survey.doors import ANSWERED_WITHIN
from resources.privacy.table import NOT_PERSONAL, Kept, blank, delete, keep

YEAR, QUARTER = dt.timedelta(days=365), dt.timedelta(days=90)
# A session of ten hours, and a night's clock: then no answer can come any more.
CLOSED_AFTER = ANSWERED_WITHIN + dt.timedelta(days=1)


def _from_phones(model: str, title: Any, plain: str) -> Kept:
    """A row that is nobody's: what makes a phone count once goes when it is closed."""
    return Kept(
        model,
        title,
        lambda user: Q(pk__in=[]),
        {"phone": _("ne compter qu’une fois chaque téléphone")},
        plain=plain,
        how_long=_("Sans nom ni compte ; l’empreinte du téléphone, neuf jours."),
        erase=blank(phone=None),
        overdue=lambda day: (
            Q(session__starts_at__date__lt=day - CLOSED_AFTER) & ~Q(phone=None)
        ),
    )


keep(
    Kept(
        "community.ChildSchool",
        _("Les écoles de vos enfants"),
        lambda user: Q(mentor__user=user),
        {"school": _("éviter de vous y proposer, si vous le voulez")},
        plain="id mentor",
        how_long=_("Tant que vous êtes parent ressource."),
        erase=delete,
        overdue=lambda day: Q(mentor__status="left"),
    ),
    Kept(
        "community.SetAsidePair",
        _("Les écoles qui ne vous sont plus proposées"),
        lambda user: Q(mentor__user=user),
        {
            "school": _("ne pas vous proposer deux fois la même école"),
            "reason": _("comprendre un refus"),
            "until": _("oublier ce refus à son heure"),
        },
        plain="id mentor",
        how_long=_("Jusqu’à la fin de l’année scolaire."),
        erase=delete,
        overdue=lambda day: Q(until__lt=day),
    ),
    Kept(
        "community.Match",
        _("Vos mises en relation"),
        lambda user: Q(mentor__user=user),
        {
            "school": _("savoir qui va où"),
            "status": _("savoir qui va où"),
            "decline_kind": _("comprendre un refus"),
            "decline_reason": _("comprendre un refus"),
            "wants_another": _("vous proposer une autre école"),
            "proposed_at": _("dater la proposition"),
            "answered_at": _("dater la réponse"),
        },
        plain="id mentor request partnership plan origin score reasons expires_at "
        "reminded_at agreed_at school_told school_reminded_at",
        how_long=_("Les raisons deux ans ; ensuite, sans nom, pour les chiffres."),
        erase=blank(decline_reason=""),
        overdue=lambda day: (
            Q(proposed_at__date__lt=day - 2 * YEAR) & ~Q(decline_reason="")
        ),
    ),
    Kept(
        "community.AwarenessSession",
        _("Vos ateliers"),
        lambda user: Q(mentor__user=user),
        {
            "school": _("organiser l’atelier"),
            "starts_at": _("organiser l’atelier"),
            "minutes": _("organiser l’atelier"),
            "place": _("organiser l’atelier"),
            "status": _("organiser l’atelier"),
            "stopped_reason": _("dire à l’école et à l’équipe pourquoi"),
        },
        plain="id mentor match request format capacity calendar_uid public_code themes "
        "sequence changed_at stopped_by stopped_side co_mentors",
        how_long=_("Sans nom après votre départ, pour les chiffres."),
        erase=blank(place="", stopped_reason="", stopped_by=None),
    ),
    Kept(
        "community.CalendarFeed",
        _("L’adresse de votre agenda"),
        lambda user: Q(mentor__user=user),
        {"created_at": _("vous dire depuis quand elle est ouverte")},
        plain="id mentor token_hash",
        how_long=_("Jusqu’à ce que vous la fermiez, ou que vous arrêtiez."),
        erase=delete,
        overdue=lambda day: Q(mentor__status="left"),
    ),
    Kept(
        "community.SessionReport",
        _("Vos comptes rendus"),
        lambda user: Q(mentor__user=user),
        {
            "school": _("compter les écoles rencontrées"),
            "held_on": _("compter les ateliers"),
            "minutes": _("compter les heures"),
            "participants": _("compter les personnes"),
            "questions": _("améliorer la bibliothèque"),
            "notes": _("vous souvenir de l’atelier"),
            "quote": _("dire à quoi servent les ateliers, avec accord"),
            "travel_minutes": _("compter votre engagement"),
            "preparation_minutes": _("compter votre engagement"),
        },
        plain="id client_uuid session mentor author territory month recorded_on "
        "newcomers mothers fathers other_adults children little_french no_equipment "
        "climate quote_terms created_at themes resources terms",
        how_long=_("Notes et citations deux ans ; les chiffres restent, sans nom."),
        erase=blank(notes="", quote="", quote_terms="", author=None),
        overdue=lambda day: Q(held_on__lt=day - 2 * YEAR) & ~Q(notes="", quote=""),
    ),
    Kept(
        "community.Attestation",
        _("Vos attestations"),
        lambda user: Q(mentor__user=user),
        {
            "number": _("que chacun puisse vérifier"),
            "starts_on": _("dire la période"),
            "ends_on": _("dire la période"),
            "sessions": _("attester de votre engagement"),
            "minutes": _("attester de votre engagement"),
            "themes": _("attester de votre engagement"),
            "issued_at": _("dater l’attestation"),
            "revoked_at": _("dire qu’elle ne vaut plus"),
        },
        plain="id mentor",
        how_long=_("Tant que votre compte existe : leur numéro se vérifie."),
        erase=delete,
    ),
    Kept(
        "community.ReportChange",
        _("Vos corrections de comptes rendus"),
        lambda user: Q(author=user),
        {
            "changed_at": _("savoir quand un chiffre a changé"),
            "reason": _("savoir pourquoi un chiffre a changé"),
        },
        plain="id report author values",
        how_long=_("Sans nom après votre départ, avec le compte rendu."),
        erase=blank(author=None, reason=""),
    ),
    Kept(
        "community.FollowUp",
        _("Les questions sur vos comptes rendus, et vos réponses"),
        lambda user: Q(report__mentor__user=user) | Q(asked_by=user),
        {
            "question": _("comprendre un compte rendu"),
            "answer": _("comprendre un compte rendu"),
            "asked_at": _("dater la question"),
            "answered_at": _("dater la réponse"),
        },
        plain="id report asked_by",
        how_long=_("Deux ans."),
        erase=delete,
        overdue=lambda day: Q(asked_at__date__lt=day - 2 * YEAR),
    ),
    Kept(
        "community.SessionMessage",
        _("Vos messages au sujet d’un atelier"),
        lambda user: Q(author=user) | Q(side=Side.MENTOR, session__mentor__user=user),
        {
            "text": _("vous entendre avec l’école, ou avec le parent ressource"),
            "sent_at": _("dater le message"),
        },
        plain="id key session side author",
        how_long=_("Un an."),
        erase=delete,
        overdue=lambda day: Q(sent_at__date__lt=day - YEAR),
    ),
    Kept(
        "community.SchoolContact",
        _("Vos établissements"),
        lambda user: Q(user=user),
        {
            "school": _("savoir qui répond pour l’école"),
            "role": _("savoir qui répond pour l’école"),
        },
        plain="id user",
        how_long=_("Tant que vous répondez pour l’école."),
        erase=delete,
    ),
    Kept(
        "community.SchoolInvitation",
        _("Les invitations d’écoles à votre adresse"),
        lambda user: Q(email__iexact=user.email) | Q(accepted_by=user),
        {
            "email": _("inviter qui répond pour l’école"),
            "role": _("inviter qui répond pour l’école"),
            "school": _("inviter qui répond pour l’école"),
            "created_at": _("oublier l’invitation à son heure"),
        },
        plain="id token_hash author expires_at accepted_at accepted_by withdrawn_at",
        how_long=_("Trois mois après leur fin."),
        erase=delete,
        overdue=lambda day: Q(expires_at__date__lt=day - QUARTER),
    ),
)
keep(
    _from_phones(
        "community.CheckIn",
        _("Les présences dites par le code d’un atelier"),
        "id session",
    ),
    _from_phones(
        "community.SurveyAnswer",
        _("Les réponses données par le code d’un atelier"),
        "id session before after useful",
    ),
)
NOT_PERSONAL.update(
    {
        "community.RaisedQuestion": "a participant's words, masked, without whose",
        "community.SchoolWord": "what an institution says of a session, without a name",
        "community.School": "the school's own desk, from the open directory",
        "community.DistinctPair": "which of the team said two schools differ",
        "community.PlanRun": "facts of a day by number, forgotten after a year",
        "community.SchoolImport": "who imported, set to null",
    }
)
