"""What phones say of a session, once each, without a trace of whose they are.

`phone` is a hash of what the phone drew at random, made for one session and one kind of
row: nothing ties an answer to a presence, or two sessions together.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.sessions.models import AwarenessSession
from community.sessions.survey.choices import Ease, Usefulness


class FromPhone(models.Model):
    session = models.ForeignKey(
        AwarenessSession,
        models.CASCADE,
        related_name="%(class)ss",
        verbose_name=_("atelier"),
    )
    phone = models.CharField(max_length=32, null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["session", "phone"], name="%(class)s_once_per_phone"
            )
        ]

    @classmethod
    def hashed(cls, session: AwarenessSession, token: str) -> str:
        salt = f"community.sessions.survey.{cls.__name__}"
        digest = salted_hmac(salt, f"{session.pk}:{token}", algorithm="sha256")
        return digest.hexdigest()[:32]

    @classmethod
    def keep(cls, session: AwarenessSession, token: str, **values: Any) -> bool:
        """Write a phone's first word; False, and nothing changes, for a later one."""
        phone = cls.hashed(session, token)
        _one, is_first = cls.objects.get_or_create(
            session=session, phone=phone, defaults=values
        )
        return is_first

    @classmethod
    def is_kept(cls, session: AwarenessSession, token: str) -> bool:
        phone = cls.hashed(session, token)
        return cls.objects.filter(session=session, phone=phone).exists()


class CheckIn(FromPhone):
    """« Je suis là »."""

    class Meta(FromPhone.Meta):
        verbose_name = _("présence dite par un téléphone")
        verbose_name_plural = _("présences dites par un téléphone")


class SurveyAnswer(FromPhone):
    """Each question may be left out; the words of the third are kept elsewhere."""

    before = models.PositiveSmallIntegerField(
        _("à l’aise avant"), choices=Ease.choices, null=True
    )
    after = models.PositiveSmallIntegerField(
        _("à l’aise après"), choices=Ease.choices, null=True
    )
    useful = models.PositiveSmallIntegerField(
        _("utile"), choices=Usefulness.choices, null=True
    )

    class Meta(FromPhone.Meta):
        verbose_name = _("réponse d’un téléphone")
        verbose_name_plural = _("réponses de téléphones")
        constraints = [
            *FromPhone.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__in": choices.values}),
                    name=f"survey_{name}_is_a_choice",
                    violation_error_message=_("Choisissez une des réponses."),
                )
                for name, choices in (
                    ("before", Ease),
                    ("after", Ease),
                    ("useful", Usefulness),
                )
            ),
        ]
