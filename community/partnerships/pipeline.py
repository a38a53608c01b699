"""Where each agreement stands: its group, what comes next, whose turn, since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.partnerships.choices import PartnershipStatus, Stage, Turn
from community.partnerships.models import Partnership
from community.schools.desk_filter import TerritoryFilter

# In the order of the screen: what waits for us first.
GROUPS: dict[str, tuple[Any, Turn, Any]] = {
    # group: label, whose turn, what to do
    "refused": (
        gettext_lazy("Refusées"),
        Turn.DESK,
        gettext_lazy("Modifier le texte, ou annuler"),
    ),
    "to-verify": (
        gettext_lazy("À vérifier"),
        Turn.DESK,
        gettext_lazy("Relire, puis envoyer à la signature"),
    ),
    "draft": (
        gettext_lazy("Brouillons"),
        Turn.DESK,
        gettext_lazy("Compléter, puis faire vérifier"),
    ),
    "ending": (
        gettext_lazy("Se terminent bientôt"),
        Turn.DESK,
        gettext_lazy("Préparer le renouvellement"),
    ),
    "partially-signed": (
        gettext_lazy("Partiellement signées"),
        Turn.SIGNATORIES,
        gettext_lazy("Signer"),
    ),
    "ready": (
        gettext_lazy("Prêtes à signer"),
        Turn.SIGNATORIES,
        gettext_lazy("Signer"),
    ),
    "coming": (gettext_lazy("Signées, à venir"), Turn.NOBODY, ""),
    "active": (gettext_lazy("En vigueur"), Turn.NOBODY, ""),
    "expired": (gettext_lazy("Expirées"), Turn.NOBODY, ""),
    "cancelled": (gettext_lazy("Annulées"), Turn.NOBODY, ""),
}
RANKS = {group: rank for rank, group in enumerate(GROUPS)}


def grouped(partnerships: Any, today: dt.date | None = None) -> Any:
    """Add to each agreement its `group`, a key of GROUPS, and order by it."""
    day = today or timezone.localdate()
    signed = Q(status=PartnershipStatus.SIGNED)
    ending = Partnership.objects.ending(day).filter(pk=OuterRef("pk"))
    group = Case(
        When(signed & Q(ends_on__lt=day), then=Value(Stage.EXPIRED.value)),
        When(signed & Q(starts_on__gt=day), then=Value(Stage.COMING.value)),
        When(Exists(ending), then=Value(Stage.ENDING.value)),
        When(signed, then=Value(Stage.ACTIVE.value)),
        default="status",
        output_field=CharField(),
    )
    rank = Case(*(When(group=name, then=Value(n)) for name, n in RANKS.items()))
    return partnerships.annotate(group=group, rank=rank).order_by(
        "rank", "since", "reference"
    )


@dataclass(frozen=True)
class NextStep:
    action: str
    turn: Turn
    owner: str
    since: dt.datetime


def next_step(partnership: Any) -> NextStep:
    """Return what comes next for an agreement that `grouped` gave."""
    _label, turn, action = GROUPS[partnership.group]
    owner = ""
    if turn == Turn.DESK:
        followed = partnership.followed_by
        owner = str(followed) if followed else _("la coordination")
    elif turn == Turn.SIGNATORIES:
        owner = ", ".join(person.name for person in whose_turn(partnership))
    return NextStep(str(action), turn, owner, partnership.since)


def whose_turn(partnership: Any) -> list[Any]:
    """Return who may sign now; costs no query when signatories are prefetched."""
    waiting = [p for p in partnership.signatories.all() if not p.signed_at]
    if not partnership.is_signable or not waiting:
        return []
    if not partnership.in_order:
        return waiting
    first = min(person.position for person in waiting)
    return [person for person in waiting if person.position == first]


def counts(partnerships: Any) -> list[dict[str, Any]]:
    """Return, group by group, how many agreements it holds; empty ones are left out."""
    rows = grouped(partnerships).order_by().values("group").annotate(n=Count("pk"))
    found = {row["group"]: row["n"] for row in rows}
    return [
        {"group": group, "label": label, "count": found[group]}
        for group, (label, _turn, _action) in GROUPS.items()
        if group in found
    ]


class PipelineFilter(TerritoryFilter):
    q = forms.CharField(label=gettext_lazy("Chercher"), required=False, max_length=80)
    etat = forms.ChoiceField(
        label=gettext_lazy("État"),
        required=False,
        choices=[
            ("", gettext_lazy("Tous")),
            *((group, label) for group, (label, _turn, _action) in GROUPS.items()),
        ],
    )
    tour = forms.ChoiceField(
        label=gettext_lazy("À qui de jouer"),
        required=False,
        choices=[("", gettext_lazy("Peu importe")), *Turn.choices],
    )
    field_order = ["q", "etat", "tour", "territoire"]

    def __init__(self, data: Any, territories: Any) -> None:
        super().__init__(data, territories)
        if len(territories) < 2:
            del self.fields["territoire"]

    def narrow(self, partnerships: Any) -> Any:
        """Narrow by what does not depend on the group; nonsense filters nothing."""
        self.is_valid()
        if text := self.cleaned_data.get("q"):
            partnerships = partnerships.filter(
                Q(partner_name__icontains=text) | Q(reference__icontains=text)
            )
        if territory := self.cleaned_data.get("territoire"):
            partnerships = partnerships.filter(territory=territory)
        return partnerships

    def apply(self, partnerships: Any) -> Any:
        """Narrow, group, and keep one group or one turn."""
        found = grouped(self.narrow(partnerships))
        if group := self.cleaned_data.get("etat"):
            found = found.filter(group=group)
        if wanted := self.cleaned_data.get("tour"):
            groups = [g for g, (_l, turn, _a) in GROUPS.items() if turn == wanted]
            found = found.filter(group__in=groups)
        return found
