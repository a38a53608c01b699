"""The charter: each text ever accepted, under its version; the last is today's.

An acceptance keeps the version and the date, so it always points at a known text. A
new text is a new entry: an application that accepted an older one signs again before
it can be approved.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHARTERS: dict[str, list[Promise]] = {
    "2026-09": [
        _("J’écoute sans juger : chaque famille fait comme elle peut."),
        _("Ce qui est dit pendant un atelier reste à l’atelier."),
        _("Je n’écris jamais le nom d’un participant."),
        _("Je m’appuie sur les ressources relues de la bibliothèque."),
        _("Devant une situation grave, je préviens l’école et la coordination."),
        _("Je peux m’arrêter quand je veux, sans me justifier."),
    ],
}


def current_version() -> str:
    return list(CHARTERS)[-1]


def current_text() -> list[Promise]:
    return CHARTERS[current_version()]
