"""What one prints before a workshop, made from the library: all of it, or one piece."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from community.sessions.choices import SessionFormat
from community.sessions.kit.programme import programme
from community.sessions.kit.shelf import Step, collection_for, steps_for
from community.sessions.models import AwarenessSession
from community.sessions.plan_views import seen_session_or_404
from community.sessions.reports import GROUPS
from community.sessions.survey.wording import all_words
from mentors.access import MentorMixin
from resources.library.printing import qr_code

PIECES = {
    "programme": _("Le programme"),
    "affiche": _("L’affiche pour l’entrée"),
    "code": _("L’affiche de la salle"),
    "invitations": _("L’invitation en six langues"),
    "feuille": _("La feuille à cocher"),
}
MORE_THAN_EXPECTED = 5
MOST_BOXES = 36  # two lines a row, one sheet in all


class KitView(MentorMixin, DetailView):
    template_name = "community/sessions/kit/kit.html"
    context_object_name = "session"

    def get_object(self, queryset: Any = None) -> AwarenessSession:
        return seen_session_or_404(self.mentor, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("piece", "")
        return super().get_context_data(**kwargs) | {
            "pieces": PIECES,
            "shown": [asked] if asked in PIECES else list(PIECES),
            "piece": asked if asked in PIECES else "",
            "languages": all_words(),
            "groups": GROUPS.values(),
            "boxes": range(min(self.object.capacity + MORE_THAN_EXPECTED, MOST_BOXES)),
            **self.from_library(),
            **self.codes(),
        }

    def from_library(self) -> dict[str, Any]:
        session = self.object
        themes = list(session.themes.all())
        collection = collection_for(themes)
        steps = steps_for(themes, collection)
        plan = programme(session.minutes, steps)
        return {
            "collection": collection,
            "moments": [
                (session.local_start + dt.timedelta(minutes=one.start), one)
                for one in plan.moments
            ],
            "reading": [
                (_("À lire avant, pour en garder une partie"), plan.before),
                (_("Si vous avez le temps"), plan.spare),
            ],
            "material": material(session, plan.shown),
            "bag_code": self.code_of(bag_of(steps)) if steps else "",
        }

    def codes(self) -> dict[str, Any]:
        """The room's code, and the address that it holds, to type."""
        path = reverse("survey:door", args=[self.object.public_code])
        url = self.request.build_absolute_uri(path)
        return {"door_url": url, "door_code": qr_code(url)}

    def code_of(self, path: str) -> Any:
        return qr_code(self.request.build_absolute_uri(path))


def bag_of(steps: list[Step]) -> str:
    """The address that shows these resources, to read at home."""
    slugs = [("r", step.resource.slug) for step in steps]
    return f"{reverse('bag:bag')}?{urlencode(slugs)}"


def material(session: AwarenessSession, shown: list[Step]) -> list[Any]:
    """Return what to bring, a line each."""
    if session.format == SessionFormat.REMOTE:
        return [
            _("Le lien de la visio, envoyé la veille et une heure avant."),
            _("Le code de la salle, à montrer à l’écran au début et à la fin."),
            _("La feuille à cocher et un stylo, près de vous."),
        ]
    needed = [
        _("Des chaises en cercle pour %(n)s personnes, de l’eau, un café.")
        % {"n": session.capacity},
        _("L’affiche de la salle, au mur, à hauteur des yeux, et de quoi la fixer."),
        _("La feuille à cocher, cette page et un stylo."),
    ]
    if any(one.resource.has_video() or one.resource.audio_id for one in shown):
        needed.append(_("De quoi montrer et faire entendre une vidéo, essayé avant."))
    if shown:
        needed.append(_("Quelques exemplaires de ce que vous montrez, à emporter."))
    return needed
