"""What every template may read: navigations and footer, computed when looked at.

A public page never reads `member_nav`: it stays the same for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cms.chrome.footer import footer, known_footer
from cms.chrome.roles import roles_of

# label and address of each entry
PUBLIC = [
    (_("Ressources"), "/ressources/"),
    (_("Mon territoire"), "/territoires/"),
    (_("Pour les écoles"), "/pour-les-ecoles/"),
    (_("Devenir parent ressource"), "/devenir-parent-ressource/"),
    (_("Se connecter"), "/compte/login/"),
]
# role, label and URL name; a name that does not exist shows nothing
MEMBER = [
    ("mentor", _("Mes ateliers"), "sessions:home"),
    ("mentor", _("Raconter un atelier"), "sessions:log"),
    ("mentor", _("Mes propositions"), "matches:list"),
    ("mentor", _("Mon profil"), "mentor:profile"),
    ("paused", _("Mon profil"), "mentor:profile"),
    ("applicant", _("Ma candidature"), "mentor:apply"),
    ("school", _("Mon école"), "requests:school"),
    ("signatory", _("Mes signatures"), "signing:list"),
    ("coordination", _("Tableau de bord"), "desk:home"),
    ("coordination", _("Écoles"), "schools:list"),
    ("coordination", _("Demandes"), "request_desk:list"),
    ("coordination", _("Demandes d’aide"), "help_desk:list"),
    ("coordination", _("Parents ressources"), "mentor_desk:list"),
    ("coordination", _("Mises en relation"), "planner:home"),
    ("coordination", _("Comptes rendus"), "report_desk:list"),
    ("coordination", _("Partenariats"), "partnerships:list"),
    ("editor", _("Administration"), "wagtailadmin_home"),
]
# Beside the way out, above the entries of the person's roles.
OWN = [(_("Mon compte"), "/compte/email/")]


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    is_current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor; costs no query until a template reads one."""
    return {
        "public_nav": public_navigation(request.path),
        "own_nav": _links(OWN, request.path),
        "member_nav": SimpleLazyObject(lambda: member_navigation(request)),
        "footer": SimpleLazyObject(lambda: footer(request)),
        # Pages that are never kept whole ask nothing more for their footer.
        "known_footer": SimpleLazyObject(known_footer),
    }


def public_navigation(path: str) -> list[Link]:
    return _links(PUBLIC, path)


def member_navigation(request: HttpRequest) -> list[Link]:
    """Return the entries of the signed-in person, by what they may do: one query."""
    roles = roles_of(request.user)
    entries = [(label, _address(name)) for role, label, name in MEMBER if role in roles]
    return _links([entry for entry in entries if entry[1]], request.path)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _links(entries: list[tuple[str | Promise, str]], path: str) -> list[Link]:
    """Mark as current the entry with the longest address that starts `path`."""
    starts = [address for _label, address in entries if path.startswith(address)]
    here = max(starts, key=len, default=None)
    return [Link(label, address, address == here) for label, address in entries]
