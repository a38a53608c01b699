"""Working days of France: weekends, fixed holidays, those that follow Easter."""

import datetime as dt

import pytest

from community.requests.working_days import after_working_days, holidays, is_working_day


def test_holidays_of_a_year():
    assert sorted(f"{day:%d/%m}" for day in holidays(2026)) == sorted(
        "01/01 06/04 01/05 08/05 14/05 25/05 14/07 15/08 01/11 11/11 25/12".split()
    )


@pytest.mark.parametrize("year", [2022, 2024, 2027, 2030])
def test_easter_moves_three_of_them(year):
    known = {2022: "18/04", 2024: "01/04", 2027: "29/03", 2030: "22/04"}
    assert known[year] in {f"{day:%d/%m}" for day in holidays(year)}


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-26", "2026-12-03"),  # a Thursday: one weekend
        ("2026-11-28", "2026-12-04"),  # a Saturday: counted from Monday
        ("2026-12-22", "2026-12-30"),  # Christmas Day falls on a Friday
        ("2026-12-30", "2027-01-07"),  # over the year's end
        ("2026-04-30", "2026-05-11"),  # 1 and 8 May are Fridays
        ("2026-05-13", "2026-05-21"),  # Ascension
    ],
)
def test_fifth_working_day(day, due):
    start = dt.date.fromisoformat(day)

    assert after_working_days(start, 5) == dt.date.fromisoformat(due)
    assert is_working_day(dt.date.fromisoformat(due))


def test_no_day_at_all_is_the_same_day():
    sunday = dt.date(2026, 11, 29)

    assert after_working_days(sunday, 0) == sunday
