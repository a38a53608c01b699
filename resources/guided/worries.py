"""The eight worries of the guided entry, each the end of « et je m’inquiète… »."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Theme slug → what a parent would say.
WORRIES = {
    "temps-ecran": _("du temps d’écran"),
    "reseaux-sociaux": _("des réseaux sociaux"),
    "cyberharcelement": _("des moqueries en ligne"),
    "jeux-video": _("des jeux vidéo"),
    "premier-telephone": _("de son premier téléphone"),
    "violences-en-ligne": _("d’images choquantes"),
    "devoirs": _("de ses devoirs"),
    "arnaques": _("des arnaques"),
}


@dataclass(frozen=True)
class Worry:
    slug: str
    pictogram: str
    label: Any


def worries() -> list[Worry]:
    return [Worry(slug, f"t-{slug}", label) for slug, label in WORRIES.items()]
