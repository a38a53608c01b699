"""Who answers for a territory: a role that may be empty always has a last resort."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from mentors.coordination.models import Coordinator
from mentors.mailing.posting import post
from resources.models import Territory


def people_in_charge(territory: Territory | str) -> list[Any]:
    """Return the accounts, all open, that answer for a territory (or its code).

    Its coordinator; without one its stand-ins; without these the national leads; at
    the very last the administrators. Empty only on a site where nobody is anything.
    """
    code = territory if isinstance(territory, str) else territory.pk
    named = Coordinator.objects.filter(territory=code, user__is_active=True)
    people = [place.user for place in named.select_related("user").order_by("pk")]
    stand_ins = {place.user_id for place in named if place.is_stand_in}
    titular = [person for person in people if person.pk not in stand_ins]
    return titular or people or list(national_leads()) or list(administrators())


def who_takes_over(territory: Territory | str) -> list[Any]:
    """Return who is told when those in charge let something wait.

    The stand-ins, else national leads, else administrators; those in charge themselves
    when there is nobody else.
    """
    code = territory if isinstance(territory, str) else territory.pk
    first = people_in_charge(code)
    named = Coordinator.objects.filter(
        territory=code, is_stand_in=True, user__is_active=True
    )
    stand_ins = [place.user for place in named.select_related("user").order_by("pk")]
    for group in (stand_ins, national_leads(), administrators()):
        if left := [person for person in group if person not in first]:
            return left
    return first


def person_or_those_in_charge(person: Any, territory: Territory | str) -> list[Any]:
    """Return `person`, whose answer it is, or who answers for the place once gone."""
    if person is not None and person.is_active:
        return [person]
    return people_in_charge(territory)


def national_leads() -> QuerySet[Any]:
    """Open accounts that look after every territory by their group or by themselves."""
    granted = Permission.objects.filter(
        Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk")),
        content_type__app_label="resources",
        codename="see_all_territories",
    )
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.filter(Exists(granted)).order_by("pk")


def administrators() -> QuerySet[Any]:
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.filter(is_superuser=True).order_by("pk")


def without_anybody() -> QuerySet[Territory]:
    """The programme's territories with neither a coordinator nor a stand-in."""
    named = Coordinator.objects.filter(territory=OuterRef("pk"), user__is_active=True)
    return Territory.objects.in_programme().filter(~Exists(named)).order_by("code")


def write_to_those_in_charge(
    territory: Territory | str, template: str, context: dict[str, Any], **how: Any
) -> list[Any]:
    """Write the same mail to everyone in charge; return to whom, when it was written.

    `how` is that of `post`; each mail stands under the key and the person's number.
    """
    key = how.pop("key")
    return [
        person
        for person in people_in_charge(territory)
        if post(person, template, context, key=f"{key}:{person.pk}", **how)
    ]
