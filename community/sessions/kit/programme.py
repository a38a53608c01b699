"""The minutes of a workshop, from its length and what there is to show.

Less than half for what is shown, the rest for people: they arrive, say what brings
them, ask, and leave. The minutes always add up to the workshop's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.sessions.kit.shelf import Step

FIVE = 5
SHORTEST_SHOWN = 10  # minutes, however short the reading: people talk
TOO_SHORT_FOR_ROUNDS = 30
WHOLE_WORKSHOP = 60  # what lasts so long is one by itself


@dataclass(frozen=True)
class Moment:
    """`start`: minutes since the beginning; `step`: what is shown, if anything is."""

    minutes: int
    title: str | Promise
    words: str | Promise
    step: Step | None = None
    start: int = 0


@dataclass(frozen=True)
class Programme:
    moments: list[Moment]
    spare: list[Step]  # for which there is no time
    before: list[Step]  # whole workshops by themselves: one reads them to prepare

    @property
    def shown(self) -> list[Step]:
        return [moment.step for moment in self.moments if moment.step]


def programme(minutes: int, steps: list[Step]) -> Programme:
    """Place the steps in their order, as long as there is room."""
    whole = min(minutes, WHOLE_WORKSHOP)
    before = [step for step in steps if step.resource.minutes >= whole]
    others = [step for step in steps if step not in before]
    shown, spare = _that_fit(others, _fives(minutes * 5 // 12))
    has_rounds = minutes >= TOO_SHORT_FOR_ROUNDS
    opening = _opening(minutes) if has_rounds else []
    closing = _closing() if has_rounds else []
    left = minutes - sum(one.minutes for one in [*opening, *shown, *closing])
    questions = Moment(
        left,
        _("Vos questions"),
        _("Une question sans réponse se note, sans nom : l’équipe y répondra."),
    )
    return Programme(_timed([*opening, *shown, questions, *closing]), spare, before)


def _opening(minutes: int) -> list[Moment]:
    return [
        Moment(
            max(FIVE, _fives(minutes // 12)),
            _("Accueil"),
            _("Un café, une chaise. Chacun photographie le code de l’affiche."),
        ),
        Moment(
            max(FIVE, _fives(minutes // 6)),
            _("Tour de table"),
            _("Un prénom si l’on veut, et ce qui amène. Personne n’est obligé."),
        ),
    ]


def _closing() -> list[Moment]:
    return [
        Moment(
            FIVE,
            _("Avant de partir"),
            _("Une chose à essayer ce soir. Puis les trois questions, par le code."),
        )
    ]


def _that_fit(steps: list[Step], room: int) -> tuple[list[Moment], list[Step]]:
    """The first one is shortened to the room there is; what does not fit is spare."""
    shown: list[Moment] = []
    spare: list[Step] = []
    for step in steps:
        length = max(SHORTEST_SHOWN, _fives(step.resource.minutes + FIVE - 1))
        if not shown:
            length = min(length, room)
        if FIVE <= length <= room:
            shown.append(Moment(length, step.resource.title, step.note, step))
            room -= length
        else:
            spare.append(step)
    return shown, spare


def _fives(minutes: int) -> int:
    return minutes // FIVE * FIVE


def _timed(moments: list[Moment]) -> list[Moment]:
    timed, start = [], 0
    for moment in moments:
        timed.append(replace(moment, start=start))
        start += moment.minutes
    return timed
