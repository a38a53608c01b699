"""Facet counts equal the results, whatever is asked: a property over random filters."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.library.facets import narrow
from resources.search.snapshot import Snapshot, _matrix

FACETS = {"age": "abc", "theme": "xyz", "duree": "mn"}
MARKS = [f"{name}:{slug}" for name, slugs in FACETS.items() for slug in slugs]

pages = st.lists(st.sets(st.sampled_from(MARKS)), max_size=12)
choices = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(slugs), min_size=1, unique=True)
        for name, slugs in FACETS.items()
    },
)


def snapshot_of(marks):
    columns, matrix = _matrix([" ".join(sorted(own)) for own in marks])
    empty = np.zeros(len(marks), dtype=np.int64)
    values = {field.name: empty for field in dataclasses.fields(Snapshot)}
    values |= {"token": "", "marks": columns, "matrix": matrix, "fields": {}}
    return Snapshot(**values)


def passing(marks, base, chosen):
    return [
        place
        for place, own in enumerate(marks)
        if base[place]
        and all(
            any(f"{name}:{slug}" in own for slug in slugs)
            for name, slugs in chosen.items()
        )
    ]


@given(marks=pages, chosen=choices, data=st.data())
def test_counts_are_what_one_more_tick_gives(marks, chosen, data):
    base = np.array([data.draw(st.booleans()) for _ in marks], dtype=bool)
    kept, counts = narrow(snapshot_of(marks), base, chosen)

    assert list(np.flatnonzero(kept)) == passing(marks, base, chosen)
    for name, slugs in FACETS.items():
        for slug in slugs:
            if slug not in chosen.get(name, ()):
                found = passing(marks, base, chosen | {name: [slug]})
                assert counts[f"{name}:{slug}"] == len(found)


@pytest.mark.parametrize("chosen", [{}, {"age": ["zzz"]}])
def test_an_empty_library_counts_nothing(chosen):
    kept, counts = narrow(snapshot_of([]), np.zeros(0, dtype=bool), chosen)
    assert (len(kept), counts.total()) == (0, 0)
