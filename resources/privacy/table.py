"""The one table of personal data: which field, why, for how long, and what then.

Each room writes its own rows when its app is ready. The table drives the purge, the
export and the erasure; a personal field that it does not name fails the suite.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

Whose = Callable[[Any], Q]  # account → its rows
Overdue = Callable[[dt.date], Q]  # day → rows whose time is over
Forget = Callable[[QuerySet], object]


@dataclass(frozen=True)
class Kept:
    """What is kept of people in one model.

    `fields` says why each is kept; `plain` are those that say nothing of a person by
    themselves. `erase` forgets rows, at the person's request or once `overdue`; None
    when the law or a contract keeps them, which `how_long` then says.
    """

    model: str
    title: str | Promise
    whose: Whose
    fields: dict[str, str | Promise]
    plain: str
    how_long: str | Promise
    erase: Forget | None
    overdue: Overdue | None = None

    @property
    def rows(self) -> QuerySet:
        return self.model_class._default_manager.all()

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)


TABLE: dict[str, Kept] = {}
# Models that name somebody of the team, or an organisation, and why that is no row.
NOT_PERSONAL: dict[str, str] = {}


def keep(*rows: Kept) -> None:
    """Write rows; the same model written twice is the later one."""
    TABLE.update({row.model: row for row in rows})


def delete(rows: QuerySet) -> None:
    rows.delete()


def blank(**values: Any) -> Forget:
    """Overwrite columns and keep the row, so that counts stay."""
    return lambda rows: rows.update(**values)
