"""The address of each licence's own text, from the vocabulary's data."""

from __future__ import annotations

from functools import cache

from resources.vocabularies.loading import read_data


@cache
def _addresses() -> dict[str, str]:
    return dict(read_data()["licences"]["urls"])


def licence_url(slug: str) -> str:
    """Return the address of the licence's text, "" for a licence that has none."""
    return _addresses().get(slug, "")
