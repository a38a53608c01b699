"""A second reader of calendars, which knows nothing of the library that writes them.

It splits lines as RFC 5545 says and leaves the rules of time zones to dateutil.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, field

from dateutil.tz import tzical

ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass
class Read:
    head: dict[str, str] = field(default_factory=dict)
    events: list[dict[str, str]] = field(default_factory=list)


def read(body: bytes) -> Read:
    """Check the form of the lines, then return the calendar; starts are in UTC."""
    assert body.endswith(b"\r\n")
    assert body.count(b"\n") == body.count(b"\r") == body.count(b"\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    text = body.decode().replace("\r\n", "\n")
    zones = tzical(io.StringIO(text)) if "BEGIN:VTIMEZONE" in text else None
    found, open_parts = Read(), []
    for line in text.replace("\n ", "").split("\n")[:-1]:
        name, _colon, value = line.partition(":")
        name, *parameters = name.split(";")
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                found.events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts == ["VCALENDAR"]:
            found.head[name] = value
        elif open_parts == ["VCALENDAR", "VEVENT"]:
            assert name not in found.events[-1]
            found.events[-1][name] = _value(value, parameters, zones)
    assert not open_parts
    return found


def _value(value: str, parameters: list[str], zones: tzical | None) -> str:
    if zones and parameters and parameters[0].startswith("TZID="):
        zone = zones.get(parameters[0].removeprefix("TZID="))
        moment = dt.datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
        return moment.astimezone(dt.UTC).isoformat()
    return ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)
