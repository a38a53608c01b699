"""What the home page shows: the guided entry, the live figures, themes, novelties."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.impact.figures import heartbeat
from community.sessions.models import AwarenessSession
from resources.models import ResourcePage, Term, Theme
from resources.vocabularies.models import Vocabulary

# The eight worries of the guided entry: theme slug → end of « et je m’inquiète… ».
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


def home_context() -> dict[str, Any]:
    """Return the home page's own context; its queries do not grow with content."""
    newest = ResourcePage.objects.published().with_labels()
    sessions = AwarenessSession.objects.coming().select_related("school")
    return {
        "ages": Term.objects.of(Vocabulary.AGE_BAND),
        "worries": [(slug, f"t-{slug}", label) for slug, label in WORRIES.items()],
        "figures": heartbeat(),
        "counted_at": timezone.now(),
        "themes": Theme.objects.in_use().top()[:12],
        "newest": newest.order_by("-first_published_at", "-pk")[:4],
        "coming": sessions.prefetch_related("themes")[:3],
    }
