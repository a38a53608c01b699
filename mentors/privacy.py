"""What is kept of volunteers, why and for how long: rows of the table of privacy."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mentors.mailing.choices import WAITING_STATUSES
from mentors.models import Mentor
from mentors.profiles.choices import Contact, MentorStatus
from resources.privacy.table import Kept, delete, keep
from resources.privacy.trail import forget_trail

YEAR = dt.timedelta(days=365)
# What remains of somebody forgotten: a row that matches and reports still point at.
NOBODY = {
    "user": None,
    "status": MentorStatus.LEFT,
    "status_reason": "",
    "phone": "",
    "contact_preference": Contact.EMAIL,
    "commune": None,
    "slots": [],
    "training_waiver": "",
    "charter_accepted_at": None,
    "paused_until": None,
    "trained_on": None,
    "avoid_own_schools": False,
    "wants_buddy": False,
}


def forget_mentors(mentors: QuerySet) -> None:
    """End what is running, then leave a row without anybody in it."""
    for mentor in mentors.select_related("user"):
        if mentor.status != MentorStatus.LEFT:
            mentor.leave(mentor.user)
        mentor.themes.clear()
        mentor.languages.clear()
        forget_trail(mentor)
        Mentor.objects.filter(pk=mentor.pk).update(**NOBODY)


def forget_mails(mails: QuerySet) -> None:
    """Those still to leave, too: they were for this person."""
    mails.delete()


def old_mails(day: dt.date) -> Q:
    return Q(written_at__date__lt=day - YEAR) & ~Q(status__in=WAITING_STATUSES)


def gone_mentors(day: dt.date) -> Q:
    """Whoever left, was refused or never finished, a year after the last sign of life.

    A row already without account is done.
    """
    asleep = [MentorStatus.DRAFT, MentorStatus.REFUSED, MentorStatus.LEFT]
    return Q(
        status__in=asleep, last_activity_at__date__lt=day - YEAR, user__isnull=False
    )


keep(
    Kept(
        "mentors.ApplicationQuestion",
        _("Questions sur votre candidature"),
        lambda user: Q(mentor__user=user),
        {
            "text": _("comprendre la candidature"),
            "answer": _("comprendre la candidature"),
            "asked_at": _("dater la question"),
        },
        plain="id mentor author answered_at",
        how_long=_("Un an."),
        erase=delete,
        overdue=lambda day: Q(asked_at__date__lt=day - YEAR),
    ),
    Kept(
        "mentors.YearAnswer",
        _("Vos réponses de fin d’année"),
        lambda user: Q(mentor__user=user),
        {
            "year": _("savoir de quelle année il s’agit"),
            "plan": _("préparer l’année suivante"),
            "note": _("préparer l’année suivante"),
        },
        plain="id mentor answered_at",
        how_long=_("Deux ans."),
        erase=delete,
        overdue=lambda day: Q(answered_at__date__lt=day - 2 * YEAR),
    ),
    Kept(
        "mentors.Mentor",
        _("Votre profil de parent ressource"),
        lambda user: Q(user=user),
        {
            "status": _("savoir où en est la candidature"),
            "status_reason": _("expliquer une décision"),
            "phone": _("être joint par l’école, après l’accord des deux"),
            "contact_preference": _("vous joindre comme vous préférez"),
            "commune": _("proposer des écoles proches"),
            "radius_km": _("proposer des écoles proches"),
            "remote": _("proposer des ateliers en visio"),
            "slots": _("proposer des dates qui vous vont"),
            "max_schools": _("ne pas trop vous demander"),
            "avoid_own_schools": _("éviter l’école de vos enfants"),
            "experience": _("former des binômes"),
            "wants_buddy": _("former des binômes"),
            "charter_version": _("garder la preuve de votre accord"),
            "charter_accepted_at": _("garder la preuve de votre accord"),
            "training": _("savoir qui est formé"),
            "training_waiver": _("expliquer une dispense"),
            "trained_on": _("savoir qui est formé"),
            "submitted_at": _("dater votre parcours"),
            "approved_at": _("dater votre parcours"),
            "paused_until": _("ne rien proposer pendant une pause"),
            "suspended_at": _("ne rien proposer pendant une suspension"),
            "left_at": _("dater votre parcours"),
            "last_activity_at": _("oublier les profils qui dorment"),
            "languages": _("répondre aux familles dans leur langue"),
            "themes": _("proposer ce que vous aimez animer"),
        },
        plain="id user",
        how_long=_("Un an après votre départ, un refus ou une candidature laissée."),
        erase=forget_mentors,
        overdue=gone_mentors,
    ),
    Kept(
        "mentors.Coordinator",
        _("Vos territoires de coordination"),
        lambda user: Q(user=user),
        {
            "territory": _("savoir qui coordonne où"),
            "is_stand_in": _("savoir qui coordonne où"),
        },
        plain="id user",
        how_long=_("Tant que vous coordonnez."),
        erase=delete,
    ),
    Kept(
        "mentors.Mail",
        _("Les messages que le site vous a écrits"),
        lambda user: Q(recipient=user) | Q(address__iexact=user.email),
        {
            "address": _("vous écrire"),
            "subject": _("savoir ce qui a été écrit"),
            "text": _("écrire le message, une seule fois"),
            "written_at": _("ne pas vous écrire trop souvent"),
        },
        plain="id key kind about recipient why is_secret status message_id attempts "
        "error next_try_at taken_at sent_at useful_until",
        how_long=_("Le texte trente jours, la trace un an."),
        erase=forget_mails,
        overdue=old_mails,
    ),
)
