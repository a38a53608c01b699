"""Schools that are perhaps one: pairs proposed, then merged by a person."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.schools.choices import SchoolStatus
from community.schools.distinct import distinct_pairs
from community.schools.models import School
from resources.generations.models import FIGURES, renew_on_commit
from resources.models import Territory

NEAR_METRES = 150


@dataclass(frozen=True)
class Pair:
    """Two schools, the one to keep first, and why they look alike."""

    kept: School
    other: School
    metres: int | None

    @property
    def numbers(self) -> tuple[int, int]:
        low, high = sorted((self.kept.pk, self.other.pk))
        return low, high

    @property
    def one_is_closed(self) -> bool:
        closed = SchoolStatus.CLOSED
        return (self.kept.status == closed) != (self.other.status == closed)


def look_alikes(territory: Territory) -> list[Pair]:
    """Return pairs of one name in one commune or within 150 m, most telling first."""
    schools = School.objects.filter(territory=territory, merged_into=None)
    said = distinct_pairs(schools)
    by_name = defaultdict(list)
    for school in schools.order_by("pk"):
        by_name[fold(school.name)].append(school)
    pairs = (
        pair
        for same in by_name.values()
        for pair in _alike(same)
        if pair.numbers not in said
    )
    return sorted(
        pairs,
        key=lambda p: (not p.one_is_closed, p.metres is None, p.metres, p.kept.uai),
    )


def fold(name: str) -> str:
    """Return « École  Jean-Macé » as "ecole jean mace"."""
    spelt = name.lower().replace("œ", "oe").replace("’", " ")
    flat = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", " ", flat.decode()).strip()


def _alike(schools: list[School]) -> Iterator[Pair]:
    for one, two in combinations(schools, 2):
        pair = Pair(*sorted((one, two), key=_staying), metres_between(one, two))
        near = pair.metres is not None and pair.metres < NEAR_METRES
        if (near or _one_commune(one, two)) and (
            pair.one_is_closed or one.kind == two.kind
        ):
            yield pair


def _staying(school: School) -> tuple:
    return (school.status == SchoolStatus.CLOSED, -school.pk)


def _one_commune(one: School, two: School) -> bool:
    if one.commune_id and two.commune_id:
        return one.commune_id == two.commune_id
    return bool(one.city) and fold(one.city) == fold(two.city)


def metres_between(one: School, two: School) -> int | None:
    """Return the distance, exact enough under some kilometres; None without places."""
    if one.latitude is None or two.latitude is None:
        return None
    north = math.radians(one.latitude - two.latitude)
    east = math.radians(one.longitude - two.longitude)
    east *= math.cos(math.radians(one.latitude))
    return round(6_371_000 * math.hypot(north, east))


def merge(kept: School, other: School, by: Any) -> None:
    """Move all that `other` has to `kept`, and keep it as closed, merged into it.

    All or nothing: ValidationError when one of them was merged meanwhile, or when
    both hold something of which a school may have one only.
    """
    with transaction.atomic():
        pair = School.objects.select_for_update().order_by("pk")
        held = {s.pk: s for s in pair.filter(pk__in=[kept.pk, other.pk])}
        _require_mergeable(held.get(kept.pk), held.get(other.pk))
        moved = {}
        for relation in links():
            count = _move(relation, kept, other)
            if count:
                moved[relation.related_model._meta.model_name] = count
        gone = held[other.pk]
        gone.status, gone.merged_into = SchoolStatus.CLOSED, held[kept.pk]
        gone.keep("status")
        gone.save(update_fields=["status", "merged_into", "edited_fields"])
        School.objects.filter(merged_into=gone).update(merged_into=held[kept.pk])
        data = {"other": gone.uai, "moved": moved}
        log(held[kept.pk], "schools.merge", user=by, data=data)
        renew_on_commit(FIGURES)


def _require_mergeable(kept: School | None, other: School | None) -> None:
    if not kept or not other or kept == other:
        raise ValidationError(_("Choisissez deux établissements différents."))
    if kept.merged_into_id or other.merged_into_id:
        raise ValidationError(
            _("L’un des deux vient d’être fusionné. Rien n’a changé.")
        )
    if kept.territory_id != other.territory_id:
        raise ValidationError(_("Ils ne sont pas dans le même territoire."))


def links() -> list[Any]:
    """Return every foreign key to a school, those of many-to-many tables included."""
    return [
        f
        for f in School._meta.get_fields(include_hidden=True)
        if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)
    ]


def _move(relation: Any, kept: School, other: School) -> int:
    """Hand over the rows of one relation, one by one where some would clash."""
    model, name = relation.related_model, relation.field.name
    if model is School:
        return 0
    rows = model._base_manager.filter(**{name: other})
    try:
        with transaction.atomic():
            return rows.update(**{name: kept})
    except IntegrityError:
        return sum(_move_one(row, name, kept) for row in rows.order_by("pk"))


def _move_one(row: Any, name: str, kept: School) -> int:
    itself = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            return itself.update(**{name: kept})
    except IntegrityError:
        if not _says_the_same(type(row), name):
            raise ValidationError(
                _("Les deux ont chacun : %(what)s. Terminez-en un avant de fusionner.")
                % {"what": row}
            ) from None
        itself.delete()
        return 0


def _says_the_same(model: Any, name: str) -> bool:
    """A plain link, there once whatever its state: the kept school has it already."""
    always = [
        set(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None
    ]
    always += [set(fields) for fields in model._meta.unique_together]
    return any(name in fields for fields in always)
