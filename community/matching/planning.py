"""From the database to a plan and back: what the planner screen and command use."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.matching import explain, problem, solver
from community.matching.choices import MatchOrigin, PlanStatus
from community.matching.models import Match, PlanRun, SetAsidePair, end_of_school_year
from community.partnerships.models import Partnership
from community.requests.models import SessionRequest
from community.schools.models import ChildSchool, School
from mentors.models import Mentor
from mentors.profiles.choices import SLOTS, slot_label
from resources.models import Term, Territory, Theme
from resources.vocabularies.models import Vocabulary


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


def build_problem(territory: Territory, locked: list[problem.Pair] = ()) -> Any:
    """Return the Problem of one territory, its rows read in nine queries."""
    schools = {str(s.pk): s for s in plannable_schools(territory)}
    mentors = {str(m.pk): m for m in plannable_mentors(territory)}
    kept = _pairs(Match.objects.open(), mentors, schools)
    today = timezone.localdate()
    aside = SetAsidePair.objects.filter(until__gte=today)
    forbidden = _pairs(aside, mentors, schools)
    asked = _open_requests(schools)
    avoided = _avoided(mentors)
    held = _matches_elsewhere(mentors, schools)
    return problem.Problem(
        mentors=[
            _mentor(m, avoided[m.pk], held.get(m.pk, 0)) for m in mentors.values()
        ],
        schools=[_school(s, asked.get(s.pk)) for s in schools.values()],
        kept=kept,
        locked=[pair for pair in locked if pair[0] in mentors and pair[1] in schools],
        forbidden=[pair for pair in forbidden if pair not in set(locked)],
    )


def _pairs(rows: Any, mentors: dict, schools: dict) -> list[problem.Pair]:
    pairs = rows.order_by("pk").values_list("mentor_id", "school_id")
    texts = {(str(m), str(s)) for m, s in pairs}
    return sorted(p for p in texts if p[0] in mentors and p[1] in schools)


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


def _mentor(mentor: Mentor, avoided: set[str], elsewhere: int) -> problem.Mentor:
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


def compute_plan(
    territory: Territory, author: Any, locked: list[problem.Pair] = ()
) -> PlanRun:
    """Solve the territory and keep the result as its draft; nothing is sent."""
    question = build_problem(territory, locked)
    plan = solver.solve(question)
    names = labels()
    result = {
        "pairs": _described_pairs(question, plan, names),
        "unserved": [asdict(left) for left in explain.explain_unserved(plan, names)],
        "objective": asdict(plan.objective),
        "mentors": len(question.mentors),
        "schools": len(question.schools),
        "priority": sum(school.priority for school in question.schools),
        "places": sum(school.places for school in question.schools),
        "kept": len(question.kept),
        "seconds": round(plan.seconds, 3),
    }
    with transaction.atomic():
        drafts = PlanRun.objects.select_for_update().filter(territory=territory)
        drafts.filter(status=PlanStatus.DRAFT).update(status=PlanStatus.DISCARDED)
        return PlanRun.objects.create(territory=territory, author=author, result=result)


def _described_pairs(question: Any, plan: Any, names: explain.Labels) -> list[dict]:
    mentors = {mentor.id: mentor for mentor in question.mentors}
    schools = {school.id: school for school in question.schools}
    return [
        {
            "mentor": int(match.mentor),
            "school": int(match.school),
            "score": round(match.score / 10),
            "km": match.km,
            "locked": match.locked,
            "reasons": explain.reasons(
                match, mentors[match.mentor], schools[match.school], names
            ),
        }
        for match in sorted(plan.matches, key=lambda m: (-m.score, m.school))
    ]


def send_plan(plan: PlanRun, by: Any) -> list[Match]:
    """Turn a draft's pairs into proposals, once; a sent plan sends nothing again.

    ValidationError when the facts moved since: a pair that a new answer or match made
    impossible would be refused by the database, so the plan is to be computed again.
    """
    with transaction.atomic():
        held = PlanRun.objects.select_for_update().get(pk=plan.pk)
        if held.status != PlanStatus.DRAFT:
            raise ValidationError(_("Ce plan a déjà été envoyé ou remplacé."))
        _require_fresh(held)
        requests = _requests_by_school(held)
        matches = [
            Match.objects.create(
                mentor_id=pair["mentor"],
                school_id=pair["school"],
                request=requests.get(pair["school"]),
                plan=held,
                origin=MatchOrigin.PLANNER,
                score=pair["score"],
                reasons=pair["reasons"],
            )
            for pair in held.result["pairs"]
        ]
        held.status = PlanStatus.SENT
        held.save(update_fields=["status"])
        log(held, "matching.send", user=by, data={"proposals": len(matches)})
    return matches


def _require_fresh(plan: PlanRun) -> None:
    pairs = {(p["mentor"], p["school"]) for p in plan.result["pairs"]}
    mentors, schools = {m for m, _s in pairs}, {s for _m, s in pairs}
    active = Mentor.objects.active().filter(pk__in=mentors).count()
    open_schools = School.objects.matchable().filter(pk__in=schools).count()
    newer = Match.objects.filter(
        Q(mentor__in=mentors) | Q(school__in=schools), proposed_at__gt=plan.created_at
    )
    if active != len(mentors) or open_schools != len(schools) or newer.exists():
        raise ValidationError(
            _("La situation a changé depuis ce calcul. Recalculez avant d’envoyer.")
        )


def _requests_by_school(plan: PlanRun) -> dict[int, SessionRequest]:
    schools = [pair["school"] for pair in plan.result["pairs"]]
    return {
        request.school_id: request
        for request in SessionRequest.objects.open().filter(school__in=schools)
    }


def set_aside(mentor: int, school: int, reason: str) -> None:
    """Keep a pair out of plans until the end of the school year."""
    SetAsidePair.objects.update_or_create(
        mentor_id=mentor,
        school_id=school,
        defaults={"until": end_of_school_year(), "reason": reason},
    )
