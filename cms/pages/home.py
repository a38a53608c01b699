"""What the home page shows: the guided entry, the live figures, themes, novelties."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.impact.figures import heartbeat
from community.sessions.models import AwarenessSession
from resources.guided.worries import worries
from resources.models import ResourcePage, Term, Theme
from resources.vocabularies.models import Vocabulary


def home_context() -> dict[str, Any]:
    """Return the home page's own context; its queries do not grow with content."""
    originals = ResourcePage.objects.published().filter(translation_of=None)
    sessions = AwarenessSession.objects.coming().select_related("school__territory")
    return {
        "ages": Term.objects.of(Vocabulary.AGE_BAND),
        "worries": worries(),
        "figures": heartbeat(),
        "counted_at": timezone.now(),
        "themes": Theme.objects.in_use().top()[:12],
        "newest": originals.with_labels().order_by("-first_published_at", "-pk")[:4],
        "coming": sessions.prefetch_related("themes")[:3],
    }
