"""French working days: Monday to Friday, without the eleven legal holidays.

Pure functions of dates. Alsace-Moselle and overseas have a few more holidays: an answer
promised there may be asked a day early, never a day late.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from dateutil.easter import easter

# Code du travail, article L3133-1: month and day of the fixed ones.
FIXED = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
# Easter Monday, Ascension, Whit Monday: days after Easter Sunday.
AFTER_EASTER = [1, 39, 50]
SATURDAY = 5


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """Return the legal holidays of a year, in the whole country."""
    sunday = easter(year)
    moving = {sunday + dt.timedelta(days=n) for n in AFTER_EASTER}
    return frozenset(moving | {dt.date(year, *day) for day in FIXED})


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def after_working_days(day: dt.date, count: int) -> dt.date:
    """Return the `count`-th working day after `day`, which itself is not counted."""
    while count:
        day += dt.timedelta(days=1)
        count -= is_working_day(day)
    return day
