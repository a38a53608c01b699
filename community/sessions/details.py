"""What a report may say beside its figures: values of vocabularies, and a quote."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resources.vocabularies.models import Vocabulary

# Each question that is answered by values of one vocabulary, in the form's order.
QUESTIONS = {
    "ages": (Vocabulary.AGE_BAND, _("Des enfants de quel âge ?")),
    "levels": (Vocabulary.LEVEL, _("Dans quelles classes ?")),
    "outcomes": (Vocabulary.OUTCOME, _("Qu’en gardent les parents ?")),
    "tools": (Vocabulary.TOOL, _("Quels outils avez-vous montrés ?")),
    "materials": (Vocabulary.MATERIAL, _("Avec quel matériel ?")),
    "next_steps": (Vocabulary.NEXT_STEP, _("Quelle suite ?")),
    "referrals": (Vocabulary.REFERRAL, _("Vers qui avez-vous orienté ?")),
}
VOCABULARIES = [vocabulary.value for vocabulary, _label in QUESTIONS.values()]

LONGEST_QUOTE = 300
MOST_MINUTES = 600
# Names the sentence that somebody agreed to; another sentence takes another name.
QUOTE_TERMS = "2026-11"
QUOTE_CONSENT = _(
    "La personne est d’accord pour que ces mots soient publiés, sans son nom."
)


def extra_minutes(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


def detail_constraints() -> list[models.CheckConstraint]:
    """Return the limits of time around a session, and the consent of a quote."""
    limits = [
        models.CheckConstraint(
            condition=Q(**{f"{name}__isnull": True})
            | Q(**{f"{name}__lte": MOST_MINUTES}),
            name=f"report_{name}_at_most_600",
            violation_error_message=_("600 minutes au plus."),
        )
        for name in ("preparation_minutes", "travel_minutes")
    ]
    consent = models.CheckConstraint(
        condition=Q(quote="", quote_terms="") | (~Q(quote="") & ~Q(quote_terms="")),
        name="report_quote_has_consent",
        violation_error_message=_("Une citation demande l’accord de la personne."),
    )
    return [*limits, consent]
