"""What is kept of an account: the last rows of the table of privacy."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from resources.privacy.table import NOT_PERSONAL, Kept, delete, keep
from resources.privacy.trail import forget_trail


def end_sessions(sessions: QuerySet) -> None:
    """A session that goes takes its row in the sessions' own table along."""
    for session in sessions:
        session.end()


def delete_accounts(users: QuerySet) -> None:
    """With the name that the trail kept of what was done to each."""
    for user in users:
        forget_trail(user)
    users.delete()


keep(
    Kept(
        "usersessions.UserSession",
        _("Vos connexions"),
        lambda user: Q(user=user),
        {
            "created_at": _("vous montrer vos connexions"),
            "last_seen_at": _("vous montrer vos connexions"),
            "ip": _("reconnaître une connexion qui n’est pas la vôtre"),
            "user_agent": _("reconnaître une connexion qui n’est pas la vôtre"),
        },
        plain="id user session_key data",
        how_long=_("Tant que la connexion dure."),
        erase=end_sessions,
    ),
    Kept(
        "mfa.Authenticator",
        _("Vos secondes étapes de connexion"),
        lambda user: Q(user=user),
        {
            "type": _("vous reconnaître"),
            "created_at": _("vous reconnaître"),
            "last_used_at": _("vous reconnaître"),
        },
        plain="id user data",
        how_long=_("Tant que vous le voulez."),
        erase=delete,
    ),
    Kept(
        "account.EmailAddress",
        _("Vos adresses"),
        lambda user: Q(user=user),
        {
            "email": _("vous reconnaître, vous écrire"),
            "verified": _("ne pas écrire à quelqu’un d’autre"),
        },
        plain="id user primary",
        how_long=_("Tant que le compte existe."),
        erase=delete,
    ),
    Kept(
        "cms.User",
        _("Votre compte"),
        lambda user: Q(pk=user.pk),
        {
            "email": _("vous reconnaître, vous écrire"),
            "first_name": _("vous appeler par votre nom"),
            "last_name": _("vous appeler par votre nom"),
            "date_joined": _("dater le compte"),
            "last_login": _("dater le compte"),
        },
        plain="id password is_superuser is_staff is_active groups user_permissions",
        how_long=_("Jusqu’à ce que vous l’effaciez."),
        erase=delete_accounts,
    ),
)
NOT_PERSONAL.update(
    {
        "cms.CustomImage": "which of the team uploaded it, set to null",
        "cms.CustomDocument": "which of the team uploaded it, set to null",
        "resources.ResourcePage": "which of the team answers for it, set to null",
        "resources.AnswerPage": "which of the team answers for it, set to null",
        "resources.CollectionPage": "which of the team answers for it, set to null",
    }
)
