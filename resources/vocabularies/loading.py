"""Seed the vocabularies from data.toml; rows that the staff edited keep their words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from resources.vocabularies.models import Term, Theme

DATA = Path(__file__).with_name("data.toml")


def read_data(path: Path = DATA) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load_vocabularies(data: dict[str, Any] | None = None) -> dict[str, int]:
    """Create what is missing, retire what is gone; return {what: how many}.

    The file owns slugs, order, parents and codes. Labels, questions and flags of an
    existing row belong to the staff. Nothing is deleted: a page may use it.
    """
    data = data or read_data()
    counts = {"created": 0, "updated": 0, "retired": 0}
    _load_themes(data["themes"], counts)
    _load_terms(data, counts)
    return counts


def _load_themes(themes: list[dict[str, Any]], counts: dict[str, int]) -> None:
    rows = [
        {"slug": theme["slug"], "position": 10 * number, "entry": theme}
        for number, theme in enumerate(themes, start=1)
    ]
    parents = _write_themes(rows, {}, counts)
    children = [
        {"slug": child["slug"], "position": number, "entry": child, "parent": theme}
        for theme in themes
        for number, child in enumerate(theme.get("children", ()), start=1)
    ]
    _write_themes(children, parents, counts)
    kept = [row["slug"] for row in rows + children]
    counts["retired"] += _retire(Theme.objects.exclude(slug__in=kept))


def _write_themes(
    rows: list[dict[str, Any]], parents: dict[str, Theme], counts: dict[str, int]
) -> dict[str, Theme]:
    known = Theme.objects.in_bulk(field_name="slug")
    for row in rows:
        entry, parent = row["entry"], row.get("parent")
        structure = {
            "position": row["position"],
            "parent": parents[parent["slug"]] if parent else None,
        }
        words = {
            "label": entry["label"],
            "question": entry.get("question", ""),
            "is_sensitive": entry.get("sensitive", False),
            "is_legal": entry.get("legal", False),
        }
        theme = known.get(row["slug"])
        if theme is None:
            theme = Theme.objects.create(slug=row["slug"], **structure, **words)
            counts["created"] += 1
        elif _update(theme, structure):
            counts["updated"] += 1
        known[row["slug"]] = theme
    return known


def _load_terms(data: dict[str, Any], counts: dict[str, int]) -> None:
    known = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
    new, kept = [], []
    for vocabulary, entries in data["terms"].items():
        for position, entry in enumerate(entries, start=1):
            slug, label, *code = entry
            structure = {"position": position, "code": "".join(code)}
            structure |= _flags(vocabulary, slug, data)
            term = known.get((vocabulary, slug))
            if term is None:
                term = Term(vocabulary=vocabulary, slug=slug, label=label, **structure)
                new.append(term)
            else:
                kept.append(term.pk)
                counts["updated"] += _update(term, structure)
    counts["retired"] += _retire(Term.objects.exclude(pk__in=kept))
    counts["created"] += len(Term.objects.bulk_create(new))


def _flags(vocabulary: str, slug: str, data: dict[str, Any]) -> dict[str, bool]:
    licences, languages = data["licences"], data["languages"]
    if vocabulary == "language":
        return {"is_rtl": slug in languages["right_to_left"]}
    if vocabulary == "licence":
        return {
            "may_adapt": slug not in licences["no_adaptation"],
            "may_sell": slug not in licences["no_commercial"],
            "must_credit": slug not in licences["no_attribution"],
        }
    return {}


def _update(row: Model, values: dict[str, Any]) -> bool:
    """Write only what differs, so a second run writes nothing."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _retire(rows: Any) -> int:
    return rows.filter(is_retired=False).update(is_retired=True)


def synonym_rows(data: dict[str, Any] | None = None) -> Iterable[tuple[str, bool]]:
    """Yield (words, one way?) for the synonyms to seed."""
    synonyms = (data or read_data())["synonyms"]
    yield from ((words, False) for words in synonyms["both_ways"])
    yield from ((words, True) for words in synonyms["one_way"])
