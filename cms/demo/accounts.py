"""The demo's accounts, one per role, all with one password. Never in production."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from cms.accounts.roles import CHIEF, COORDINATION, EDITING, NATIONAL, REVIEW
from cms.models import User

DEMO_PASSWORD = "coeduc-demo-2026"  # noqa: S105 – printed by run.py, demo only
# Local part of the address, role as people call it, first and last name, group.
ACCOUNTS = [
    ("parent-ressource", "parent ressource", "Nadia", "Berthier", None),
    ("ecole", "directrice d’école", "Hélène", "Marchal", None),
    ("coordination", "coordination de l’Aisne", "Claire", "Masson", COORDINATION),
    ("redactrice", "rédactrice de la bibliothèque", "Louise", "Ferrand", EDITING),
    ("relecteur", "relecteur de la bibliothèque", "Karim", "Vasseur", REVIEW),
    ("editrice", "éditrice en chef de la bibliothèque", "Samia", "Roussel", CHIEF),
    ("nationale", "pilotage national", "Inès", "Garnier", NATIONAL),
    ("admin", "administration", "Admin", "Coéduc", None),
]


def address(local_part: str) -> str:
    return f"{local_part}@exemple.test"


def create_person(email: str, first_name: str, last_name: str, **extra: Any) -> User:
    """Create an account whose address is already confirmed."""
    user = User.objects.create_user(
        email, first_name=first_name, last_name=last_name, **extra
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def create_accounts() -> dict[str, User]:
    """Create one account per role; return them by the local part of their address."""
    people = {}
    for local_part, _role, first_name, last_name, group in ACCOUNTS:
        user = create_person(address(local_part), first_name, last_name)
        user.set_password(DEMO_PASSWORD)
        user.is_superuser = user.is_staff = local_part == "admin"
        user.save()
        if group:
            user.groups.add(Group.objects.get(name=group))
        people[local_part] = user
    return people
