"""Availability as a table: a day a row, a moment a column, a checkbox in each cell."""

from __future__ import annotations

from typing import Any

from django import forms

from mentors.profiles.choices import COLUMNS, PERIODS, WEEKDAYS, slot_label


class SlotGrid(forms.CheckboxSelectMultiple):
    """Reads and gives the same values as the plain list of checkboxes would."""

    template_name = "mentors/slot_grid.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-grid": ""} | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ticked, base = set(map(str, value or [])), context["widget"]["attrs"].get("id")
        context["periods"] = COLUMNS.values()
        context["days"] = [
            {"label": label, "cells": [_cell(day, p, base, ticked) for p in PERIODS]}
            for day, label in WEEKDAYS.items()
        ]
        return context


def _cell(day: str, period: str, base: str | None, ticked: set[str]) -> dict[str, Any]:
    slot = f"{day}-{period}"
    return {
        "value": slot,
        "id": f"{base}_{slot}",
        "label": slot_label(slot),
        "checked": slot in ticked,
    }
