"""Say age bands the way a parent would: "6 à 13 ans" for two bands that touch."""

from __future__ import annotations

from collections.abc import Iterable

YOUNGEST, OLDEST = 0, 18


def age_spans(slugs: Iterable[str]) -> list[list[int]]:
    """Return [lowest, highest] from slugs such as "6-11"; those that touch join."""
    spans: list[list[int]] = []
    for low, high in sorted(tuple(map(int, slug.split("-"))) for slug in slugs):
        if spans and low <= spans[-1][1]:
            spans[-1][1] = max(high, spans[-1][1])
        else:
            spans.append([low, high])
    return spans


def spoken_ages(slugs: Iterable[str]) -> str:
    """Return « 6 à 13 ans » from slugs such as "6-11"; empty when there is none."""
    spans = age_spans(slugs)
    if spans == [[YOUNGEST, OLDEST]]:
        return "tous les âges"
    said = [f"{low} à {high}" for low, high in spans]
    return f"{' et '.join(said)}\u00a0ans" if said else ""
