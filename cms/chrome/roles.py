"""Which parts of the member navigation concern a person; it decides no access."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from community.partnerships.signatories import Signatory
from community.schools.models import SchoolContact
from mentors.coordination.models import Coordinator
from mentors.profiles.choices import MentorStatus


def roles_of(user: Any) -> set[str]:
    """Return the names of the navigation's roles that `user` has, in one query."""
    if not user.is_authenticated:
        return set()
    facts = _facts(user)
    national = user.is_superuser or facts["national"]
    is_mentor = facts["mentor__status"] == MentorStatus.APPROVED
    is_paused = facts["mentor__status"] == MentorStatus.PAUSED
    is_staff = national or facts["coordinator"] or facts["editor"]
    has_place = is_mentor or is_paused or is_staff or facts["school"]
    roles = {
        "mentor": is_mentor,
        "paused": is_paused,
        "applicant": (facts["mentor__status"] and not (is_mentor or is_paused))
        or not has_place,
        "school": facts["school"],
        "signatory": facts["signatory"],
        "coordination": national or facts["coordinator"],
        "editor": user.is_superuser or facts["editor"],
    }
    return {role for role, held in roles.items() if held}


def _facts(user: Any) -> dict[str, Any]:
    me = OuterRef("pk")
    return (
        get_user_model()
        .objects.filter(pk=user.pk)
        .annotate(
            coordinator=Exists(Coordinator.objects.filter(user=me)),
            school=Exists(SchoolContact.objects.filter(user=me)),
            signatory=Exists(Signatory.objects.for_account(user)),
            editor=Exists(_granted("wagtailadmin", "access_admin", me)),
            national=Exists(_granted("resources", "see_all_territories", me)),
        )
        .values(
            "mentor__status",
            "coordinator",
            "school",
            "signatory",
            "editor",
            "national",
        )
        .get()
    )


def _granted(app: str, codename: str, person: OuterRef) -> Any:
    return Permission.objects.filter(
        Q(user=person) | Q(group__user=person),
        content_type__app_label=app,
        codename=codename,
    )
