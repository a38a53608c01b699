"""From the database to a problem: who may be planned, and what is decided already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from community.matching import explain, problem
from community.matching.choices import MatchStatus
from community.matching.experience import experience_of
from community.matching.models import Match
from community.matching.plans import SetAsidePair
from community.partnerships.models import Partnership
from community.requests.models import SessionRequest
from community.schools.models import ChildSchool, School
from mentors.models import Mentor
from mentors.profiles.choices import SLOTS, slot_label
from resources.models import Term, Territory, Theme
from resources.vocabularies.models import Vocabulary

# Points, out of 1000, that a pair somebody has read is worth more than a new one.
KEEP_BONUS = 100


def plannable_schools(territory: Territory) -> Any:
    """Open, located schools under a partnership in force, not opted out."""
    agreed = Partnership.objects.in_force().filter(schools=OuterRef("pk"))
    schools = School.objects.matchable().filter(territory=territory)
    return schools.filter(Exists(agreed))


def plannable_mentors(territory: Territory) -> Any:
    """Active mentors who live in the territory."""
    mentors = Mentor.objects.active().filter(commune__territory=territory)
    return mentors.select_related("commune", "user").prefetch_related(
        "themes", "languages"
    )


def build_problem(
    territory: Territory,
    locked: Sequence[problem.Pair] = (),
    removed: Sequence[problem.Pair] = (),
    previous: Sequence[problem.Pair] = (),
) -> problem.Problem:
    """Return the Problem of one territory, its rows read in a dozen queries.

    `locked` and `removed` are choices made by hand, `previous` the pairs that somebody
    has read already and that move only for a reason.
    """
    schools = {str(s.pk): s for s in plannable_schools(territory)}
    mentors = {str(m.pk): m for m in plannable_mentors(territory)}
    kept = _pairs(Match.objects.open(), mentors, schools)
    aside = SetAsidePair.objects.filter(until__gte=timezone.localdate())
    ended = Match.objects.filter(status=MatchStatus.ENDED)
    locked = [pair for pair in _inside(locked, mentors, schools) if pair not in kept]
    forbidden = {*_pairs(aside, mentors, schools), *_inside(removed, mentors, schools)}
    asked = _open_requests(schools)
    avoided = _avoided(mentors)
    elsewhere = _matches_elsewhere(mentors, schools)
    held = experience_of([int(pk) for pk in mentors])
    return problem.Problem(
        mentors=[
            _mentor(m, avoided[m.pk], elsewhere.get(m.pk, 0), held.get(m.pk, {}))
            for m in mentors.values()
        ],
        schools=[_school(s, asked.get(s.pk)) for s in schools.values()],
        kept=kept,
        locked=locked,
        forbidden=sorted(forbidden - set(locked)),
        past=_pairs(ended, mentors, schools),
        previous=_inside(previous, mentors, schools),
        keep_bonus=KEEP_BONUS if previous else 0,
    )


def _inside(
    pairs: Sequence[problem.Pair], mentors: dict, schools: dict
) -> list[problem.Pair]:
    return sorted(p for p in pairs if p[0] in mentors and p[1] in schools)


def _pairs(rows: Any, mentors: dict, schools: dict) -> list[problem.Pair]:
    pairs = rows.order_by("pk").values_list("mentor_id", "school_id")
    return _inside(list({(str(m), str(s)) for m, s in pairs}), mentors, schools)


def _matches_elsewhere(mentors: dict, schools: dict) -> dict[int, int]:
    """Count each mentor's open matches with schools outside the problem."""
    rows = Match.objects.open().filter(mentor__in=list(mentors.values()))
    rows = rows.exclude(school__in=list(schools.values()))
    return dict(rows.order_by().values_list("mentor").annotate(n=Count("pk")))


def _open_requests(schools: dict[str, School]) -> dict[int, SessionRequest]:
    requests = SessionRequest.objects.open().filter(school__in=list(schools.values()))
    return {r.school_id: r for r in requests.prefetch_related("themes", "languages")}


def _avoided(mentors: dict[str, Mentor]) -> dict[int, set[str]]:
    avoided: dict[int, set[str]] = defaultdict(set)
    rows = ChildSchool.objects.filter(
        mentor__in=list(mentors.values()), mentor__avoid_own_schools=True
    )
    for mentor, school in rows.values_list("mentor_id", "school_id"):
        avoided[mentor].add(str(school))
    return avoided


def _mentor(
    mentor: Mentor, avoided: set[str], elsewhere: int, held: dict[str, int]
) -> problem.Mentor:
    return problem.Mentor(
        id=str(mentor.pk),
        lat=mentor.commune.latitude,
        lon=mentor.commune.longitude,
        radius_km=mentor.radius_km,
        capacity=max(0, mentor.max_schools - elsewhere),
        remote=mentor.remote,
        slots=frozenset(mentor.slots),
        themes=frozenset(theme.slug for theme in mentor.themes.all()),
        languages=frozenset(term.slug for term in mentor.languages.all()),
        avoid=frozenset(avoided),
        held=held,
    )


def _school(school: School, request: SessionRequest | None) -> problem.School:
    wishes: dict[str, Any] = {}
    if request:
        wishes = {
            "places": request.mentors_wanted,
            "slots": frozenset(request.slots),
            "themes": frozenset(theme.slug for theme in request.themes.all()),
            "languages": frozenset(term.slug for term in request.languages.all()),
        }
    return problem.School(
        id=str(school.pk),
        lat=school.latitude,
        lon=school.longitude,
        priority=school.is_priority,
        **wishes,
    )


def labels() -> explain.Labels:
    """Return the French names that explanations use."""
    languages = Term.objects.of(Vocabulary.LANGUAGE).values_list("slug", "label")
    return explain.Labels(
        slots={slot: slot_label(slot) for slot in SLOTS},
        themes={t.slug: t.label.lower() for t in Theme.objects.all()},
        languages={slug: label.lower() for slug, label in languages},
    )
