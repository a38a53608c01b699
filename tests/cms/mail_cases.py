"""What fills in each mail of the product, as the demo's people and schools would.

`context` holds every name that a template may read; VARIANTS says, for those that say
several things, what changes from one to the next. A new template that reads another
name needs it here: an unknown name fails the suite.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from community.sessions.conversation import SessionMessage
from mentors.profiles.shown import for_school
from tests import factories as make

SESSION = "community/sessions/mail_session.txt"
REQUEST = "community/requests/mail_answer.txt"
WHATS = ("planned", "settled", "confirmed", "changed", "moved", "cancelled")
WHATS += ("postponed", "withdrawn", "removed", "week", "eve")

VARIANTS: dict[str, list[dict[str, Any]]] = {
    SESSION: [
        {"what": what, "is_school": is_school, "contact": contact}
        for what in WHATS
        for is_school, contact in ((True, ""), (False, "Mme Roux"), (False, ""))
    ],
    "community/sessions/mail_message.txt": [{"path": ""}],
    "community/sessions/mail_next_day.txt": [{"again": True}],
    "community/matching/mail_proposal.txt": [{"reminds": True}],
    "community/partnerships/mail_sign.txt": [{"is_reminder": True}],
    "community/impact/mail_week.txt": [
        {"late": [], "arrived": [], "alone": [], "applicants": 2, "helped": 3},
    ],
    "mentors/mail_decision.txt": [
        {"act": act} for act in ("pause", "suspension", "reprise", "depart")
    ],
    "community/requests/mail_alternatives.txt": [{"note": ""}],
}


def context(ada: Any, cora: Any, school: Any) -> dict[str, Any]:
    """Return every name that the mails read, each filled in from the database."""
    theme = make.ThemeFactory()
    mentor, territory = ada.mentor, school.territory
    wish = _request(school)
    match = make.MatchFactory(mentor=mentor, school=school, request=wish)
    match.reasons = ["À 4 km", "Parle turc"]
    session = make.SessionFactory(mentor=mentor, school=school, match=match)
    return {
        **_people(ada, cora, session),
        **_agreement(school),
        **_week(wish, mentor, school),
        "applicant": mentor,
        "mentor": mentor,
        "territory": territory,
        "school": school,
        "theme": theme,
        "request": wish,
        "match": match,
        "matches": [match],
        "session": session,
        "sessions": [session],
        "by": cora,
        "reason": "Les horaires ne vont plus.",
        "report": make.ReportFactory(mentor=mentor, school=school),
        "offers": [{"match": match, "yes": "/oui/", "no": "/non/"}],
        "until": timezone.now() + dt.timedelta(days=7),
        "plan": SimpleNamespace(result={"pairs": [1, 2]}, territory=territory),
        "path": "/un/lien/",
        "date_path": "/un/lien/",
        "told": SimpleNamespace(sentence="L’école a reçu un message."),
        "link": "/un/lien/",
        "own_page": "/un/lien/",
        "has_account": False,
        "is_school": True,
        "is_reminder": False,
        "reminds": False,
        "again": False,
        "what": "planned",
        "contact": "",
        "note": "À bientôt",
        "code": "123456",
        "ask_call": "Un atelier y est prévu.",
        "left": ["Vos disponibilités"],
    }


def _request(school: Any) -> Any:
    return make.RequestFactory(
        school=school,
        submitted_at=timezone.now(),
        answer_due_on=timezone.localdate(),
    )


def _people(ada: Any, cora: Any, session: Any) -> dict[str, Any]:
    message = SessionMessage(session=session, side="mentor", text="Quelle salle ?")
    question = SimpleNamespace(
        mentor=ada.mentor, mentor_id=ada.mentor.pk, text="Une voiture ?"
    )
    mail = SimpleNamespace(subject="Un oui", text="Une école a dit oui.")
    return {
        "user": ada,
        "asked_by": cora,
        "message": message,
        "question": question,
        "asked": SimpleNamespace(question="Combien ?", answer="Douze."),
        "mails": [mail],
        "more": 2,
        "page": SimpleNamespace(
            get_admin_display_title="Les écrans", live=True, full_url="https://x/"
        ),
        "task": SimpleNamespace(name="Relecture"),
        "comment": "Un titre plus court.",
        "edit_url": "https://x/admin/",
    }


def _agreement(school: Any) -> dict[str, Any]:
    partnership = make.PartnershipFactory(schools=[school])
    partnership.closing_reason = "Le projet s’arrête."
    partnership.text_sha256 = "ab" * 32
    person = make.SignatoryFactory(partnership=partnership)
    person.refusal_reason = "Trop tôt."
    expires = timezone.now() + dt.timedelta(days=7)
    return {
        "partnership": partnership,
        "person": person,
        "invitation": SimpleNamespace(school=school, expires_at=expires),
    }


def _week(wish: Any, mentor: Any, school: Any) -> dict[str, Any]:
    kit = SimpleNamespace(title="Quand on se moque de lui", full_url="https://x/m/")
    workshop = make.SessionFactory(school=school)
    return {
        "late": [wish],
        "arrived": [mentor],
        "alone": [school],
        "alone_count": 1,
        "unanswered": 1,
        "applicants": 1,
        "helped": 1,
        "proposals": 1,
        "offered": SimpleNamespace(
            workshops=[(workshop, 4.2)], kits=[kit], mentors=[mentor]
        ),
    }


def special(template: str, base: dict[str, Any]) -> dict[str, Any]:
    """A name may stand for another thing in one story."""
    if template in (SESSION, "community/matching/mail_accepted.txt"):
        return {"mentor": for_school(base["session"].mentor, both_accepted=True)}
    if template.startswith("community/helping/"):
        return {"request": make.HelpRequestFactory(theme=make.ThemeFactory())}
    return {}


def variants(template: str, base: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what one template is filled in with, one after the other."""
    base = base | special(template, base)
    return [base, *(base | one for one in VARIANTS.get(template, []))]
