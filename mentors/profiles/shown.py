"""What a school may see of a mentor, and when: the one answer, used everywhere.

Before a match: first name and initial, themes, languages, commune. Once both said yes:
the telephone too, and nothing more. Never the full name, the address, a note.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentors.profiles.models import Mentor
from mentors.profiles.phones import shown

# What `for_school` reads; a list that uses it prefetches these.
SEEN_WITH = ("user", "commune")
SEEN_LISTS = ("themes", "languages")


@dataclass(frozen=True)
class SeenBySchool:
    name: str
    commune: str
    themes: list[str]
    languages: list[str]
    phone: str = ""  # E.164, for a link
    phone_shown: str = ""


def for_school(mentor: Mentor, *, both_accepted: bool) -> SeenBySchool:
    return SeenBySchool(
        name=mentor.display_name,
        commune=mentor.commune.name if mentor.commune else "",
        themes=[str(theme) for theme in mentor.themes.all()],
        languages=[str(language) for language in mentor.languages.all()],
        phone=mentor.phone if both_accepted else "",
        phone_shown=shown(mentor.phone) if both_accepted else "",
    )
