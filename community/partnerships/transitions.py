"""The steps of an agreement: each locks, checks, writes, tells the audit trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.partnerships.choices import (
    CLOSED_STATUSES,
    EDITABLE_STATUSES,
    PREPARED_STATUSES,
    LinkEnd,
    PartnershipStatus,
)
from community.partnerships.texts import AgreementTemplate, fingerprint


class Transitions:
    """What a `Partnership` may become, and under which conditions."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lock the agreement and read its row again; all or nothing inside."""
        with transaction.atomic():
            held = type(self)._default_manager.select_for_update().get(pk=self.pk)
            for field in self._meta.concrete_fields:
                setattr(self, field.attname, getattr(held, field.attname))
            yield

    def move(self, status: str, **changes: Any) -> None:
        """Write a new status, and since when; inside `held` only."""
        for name, value in (changes | {"status": status}).items():
            setattr(self, name, value)
        self.since = timezone.now()
        self.save()

    def submit(self, by: Any) -> None:
        """Say that the draft is complete, for somebody to read it again."""
        with self.held():
            if self.status != PartnershipStatus.DRAFT:
                raise ValidationError(_("Cette convention n’est plus un brouillon."))
            if not self.signatories.exists():
                raise ValidationError(_("Ajoutez au moins un signataire."))
            self.move(PartnershipStatus.TO_VERIFY)
            log(self, "partnerships.submit", user=by)

    def make_ready(self, by: Any) -> None:
        """Freeze the text and open it for signature; it needs somebody to sign it."""
        with self.held():
            if self.status != PartnershipStatus.TO_VERIFY:
                raise ValidationError(_("Cette convention n’est pas à vérifier."))
            if not self.signatories.exists():
                raise ValidationError(_("Ajoutez au moins un signataire."))
            template = AgreementTemplate.objects.current(self.kind)
            if template is None:
                raise ValidationError(_("Aucun texte n’existe pour cette nature."))
            text = template.filled(self)
            self.move(
                PartnershipStatus.READY,
                template=template,
                text=text,
                text_sha256=fingerprint(text),
            )
            log(self, "partnerships.ready", user=by, data={"text": self.text_sha256})

    def note_signatures(self) -> None:
        """Take the status that the signatures give; inside `held`, after one."""
        waiting = self.signatories.filter(signed_at=None).exists()
        if waiting:
            self.move(PartnershipStatus.PARTIALLY_SIGNED)
        else:
            last = self.signatories.order_by("-signed_at").first()
            self.move(PartnershipStatus.SIGNED, signed_at=last.signed_at)

    def take_back(self, by: Any) -> list[Any]:
        """Void every signature and link, to be verified again; return who had signed.

        Inside `held`. Nothing to void in a draft: it stays one.
        """
        if self.status in PREPARED_STATUSES:
            return []
        if self.status not in EDITABLE_STATUSES:
            raise ValidationError(_("Cette convention est annulée."))
        people = list(self.signatories.all())
        signed = [person for person in people if person.signed_at]
        trail = [person.trace() for person in signed]
        for person in people:
            person.void(LinkEnd.EDITED)
        self.move(
            PartnershipStatus.TO_VERIFY,
            text="",
            text_sha256="",
            signed_at=None,
            closing_reason="",
        )
        log(self, "partnerships.void", user=by, data={"signatures": trail})
        return signed

    def cancel(self, by: Any, reason: str) -> None:
        """End it for good, whatever its state; whoever was asked is told why."""
        with self.held():
            if self.status == PartnershipStatus.CANCELLED:
                raise ValidationError(_("Cette convention est déjà annulée."))
            self.move(PartnershipStatus.CANCELLED, closing_reason=reason)
            log(self, "partnerships.cancel", user=by)

    def renew(self, by: Any) -> Any:
        """Return the draft that follows on from this one, made once.

        Same length, same people, the schools that are still open.
        """
        with self.held():
            if self.status != PartnershipStatus.SIGNED:
                raise ValidationError(_("Seule une convention signée se renouvelle."))
            coming = self.renewals.exclude(status__in=CLOSED_STATUSES)
            return coming.first() or self._draft_next(by)

    def _draft_next(self, by: Any) -> Any:
        kept = "kind partner_name partner_type territory in_order".split()
        draft = type(self)(**{name: getattr(self, name) for name in kept})
        draft.starts_on = self.ends_on + dt.timedelta(days=1)
        draft.ends_on = draft.starts_on + (self.ends_on - self.starts_on)
        draft.reference = next_reference(self.territory_id)
        draft.renews, draft.followed_by = self, by
        draft.save()
        draft.schools.set(self.schools.open())
        for person in self.signatories.all():
            draft.signatories.create(
                role=person.role,
                name=person.name,
                email=person.email,
                position=person.position,
            )
        log(self, "partnerships.renew", user=by, data={"draft": draft.pk})
        return draft


def next_reference(territory: str) -> str:
    """Return a reference that nobody uses yet, such as TNE-02-015."""
    start = f"TNE-{territory}-"
    partnerships = apps.get_model("community", "Partnership").objects
    used = partnerships.filter(reference__startswith=start)
    numbers = (r.removeprefix(start) for r in used.values_list("reference", flat=True))
    last = max((int(n) for n in numbers if n.isascii() and n.isdecimal()), default=0)
    return f"{start}{last + 1:03d}"
