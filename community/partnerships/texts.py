"""The texts of agreements: versioned models, filled in, frozen by their fingerprint."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.partnerships.choices import PartnershipKind

if TYPE_CHECKING:
    from community.partnerships.models import Partnership

DATA = Path(__file__).with_name("data.toml")
WORDS = "référence partenaire territoire début fin écoles".split()
_WORD = re.compile(rf"\[({'|'.join(WORDS)})\]")


class AgreementTemplateQuerySet(models.QuerySet["AgreementTemplate"]):
    def current(self, kind: str) -> AgreementTemplate | None:
        """The newest version for agreements of this kind."""
        return self.filter(kind=kind).order_by("-version").first()


class AgreementTemplate(models.Model):
    """The text of one kind of agreement; a version, once there, never changes."""

    kind = models.CharField(
        gettext_lazy("nature"), max_length=12, choices=PartnershipKind.choices
    )
    version = models.PositiveSmallIntegerField(gettext_lazy("version"))
    title = models.CharField(gettext_lazy("titre"), max_length=160)
    body = models.TextField(gettext_lazy("texte"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("modèle de convention")
        verbose_name_plural = gettext_lazy("modèles de convention")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"],
                name="agreement_template_version_once",
                violation_error_message=gettext_lazy("Cette version existe déjà."),
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="agreement_template_has_a_text",
                violation_error_message=gettext_lazy("Un modèle a un texte."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, v{self.version}"

    def write_next(self) -> None:
        """Add this text as the next version of its kind; those before never change."""
        kind = AgreementTemplate.objects.filter(kind=self.kind)
        with transaction.atomic():
            # The first of its kind makes those who write at once wait in line.
            kind.select_for_update().order_by("version").first()
            last = AgreementTemplate.objects.current(self.kind)
            self.pk, self._state.adding = None, True
            self.version = last.version + 1 if last else 1
            self.save()

    def filled(self, partnership: Partnership) -> str:
        """Return the whole text of an agreement; words are replaced, never run."""
        words = _words(partnership)
        body = _WORD.sub(lambda found: words[found[1]], self.body.strip())
        return f"# {self.title}\n\n{body}"


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _words(partnership: Partnership) -> dict[str, str]:
    schools = partnership.schools.order_by("city", "name", "uai")
    return {
        "référence": partnership.reference,
        "partenaire": _one_line(partnership.partner_name),
        "territoire": partnership.territory.name,
        "début": formats.date_format(partnership.starts_on, "j F Y"),
        "fin": formats.date_format(partnership.ends_on, "j F Y"),
        "écoles": "\n".join(f"- {_one_line(s)} ({s.uai})" for s in schools)
        or _("- (aucun établissement)"),
    }


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def blocks(text: str) -> list[dict[str, object]]:
    """Cut a text for display: `kind` title, heading, list or paragraph, and `lines`."""
    found: list[dict[str, object]] = []
    for part in text.split("\n\n"):
        lines = [line for line in part.strip().splitlines() if line]
        if not lines:
            continue
        for mark, kind in (("# ", "title"), ("## ", "heading"), ("- ", "list")):
            if all(line.startswith(mark) for line in lines):
                lines = [line.removeprefix(mark) for line in lines]
                found.append({"kind": kind, "lines": lines})
                break
        else:
            found.append({"kind": "paragraph", "lines": lines})
    return found


def load_templates() -> int:
    """Create the versions that are missing; return how many. Others never change."""
    created = 0
    for data in tomllib.loads(DATA.read_text("utf-8"))["templates"]:
        key = {name: data.pop(name) for name in ("kind", "version")}
        created += AgreementTemplate.objects.get_or_create(**key, defaults=data)[1]
    return created
