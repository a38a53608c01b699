"""The four goals of a plan in their order, as figures and as words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def goals(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each goal with its value, its most and how far it is reached."""
    reached, pairs = result["objective"], result["pairs"]
    fit = round(sum(p["score"] for p in pairs) / len(pairs)) if pairs else 0
    rows = [
        (_("Écoles servies"), reached["served"], result["schools"]),
        (_("Prioritaires servies"), reached["priority_served"], result["priority"]),
        (_("Places pourvues"), reached["places_filled"], result["places"]),
        (_("Adéquation moyenne"), fit, 100),
    ]
    return [
        {
            "label": label,
            "value": value,
            "most": most,
            "share": min(100, round(100 * value / most)) if most else 0,
        }
        for label, value, most in rows
    ]


def difference(before: dict[str, int], after: dict[str, int]) -> str:
    """Say what the whole gains or loses, the goals that move only."""
    moved = {name: after[name] - before[name] for name in after}
    served = moved["served"]
    priority = moved["priority_served"]
    places = moved["places_filled"]
    said = []
    if served:
        word = ngettext("école servie", "écoles servies", abs(served))
        said.append(f"{served:+d} {word}")
    if priority:
        word = ngettext("école prioritaire", "écoles prioritaires", abs(priority))
        said.append(f"{priority:+d} {word}")
    if places:
        said.append(f"{places:+d} {ngettext('place', 'places', abs(places))}")
    if not said and moved["score"]:
        # Out of 100 a pair, as the screen shows it.
        said.append(_("adéquation totale %+d") % round(moved["score"] / 10))
    if not said:
        return _("Le reste ne change pas.")
    return _("Sur l’ensemble : %s.") % ", ".join(said).replace("-", "−")
