"""Holidays by zone, against dates of the official calendar."""

import datetime as dt

import pytest

from community.sessions.school_days import (
    calendar,
    is_legal_holiday,
    remarks_on,
    school_holiday,
)
from resources.territories.loading import read_territories


@pytest.mark.parametrize(
    ("day", "academy", "name"),
    [
        ("2026-10-16", "Amiens", ""),
        ("2026-10-17", "Amiens", "Toussaint"),
        ("2026-11-02", "Amiens", ""),
        ("2027-02-06", "Versailles", "hiver"),
        ("2027-02-06", "Amiens", ""),
        ("2027-02-13", "Besançon", "hiver"),
        ("2027-03-07", "Rennes", "hiver"),
        ("2027-03-08", "Rennes", ""),
        ("2027-05-07", "Grenoble", "pont de l’Ascension"),
        ("2028-07-14", "Paris", "été"),
        ("2026-12-25", "Corse", None),
        ("2026-12-25", "Guadeloupe", None),
        ("2028-09-01", "Amiens", None),
    ],
)
def test_school_holiday(day, academy, name):
    assert school_holiday(dt.date.fromisoformat(day), academy) == name


def test_periods_are_whole_and_in_their_years():
    known = calendar()
    for names in known["zones"].values():
        for periods in names.values():
            assert len(periods) == 2  # one for each school year
            for first, last in periods:
                assert known["covers_from"] <= first < last <= known["covers_until"]


def test_every_territory_of_the_mainland_has_a_zone():
    day = dt.date(2026, 12, 1)
    without = {
        t.academy for t in read_territories() if school_holiday(day, t.academy) is None
    }

    assert without == {
        "Corse",
        "Guadeloupe",
        "Guyane",
        "La Réunion",
        "Martinique",
        "Mayotte",
        "Nouvelle Calédonie",
        "Polynésie Française",
        "Saint Pierre et Miquelon",
        "Wallis et Futuna",
    }


@pytest.mark.parametrize(
    ("day", "territory", "is_one"),
    [
        ("2027-05-06", "02", True),  # Ascension
        ("2027-05-27", "971", True),
        ("2027-05-27", "02", False),
        ("2027-03-26", "67", True),  # Good Friday
        ("2027-03-26", "02", False),
        ("2026-12-26", "57", True),
    ],
)
def test_legal_holiday(day, territory, is_one):
    assert is_legal_holiday(dt.date.fromisoformat(day), territory) is is_one


def test_remarks_name_what_is_known_and_what_is_not():
    assert set(remarks_on(dt.date(2026, 12, 25), "Amiens", "02")) == {
        "legal",
        "holiday",
    }
    assert set(remarks_on(dt.date(2026, 12, 1), "Guadeloupe", "971")) == {"unknown"}
    assert remarks_on(dt.date(2026, 12, 1), "Amiens", "02") == {}
