"""Reading a directory file: encoding, separator, compression, CSV or JSON.

A file that is not a directory is refused whole, with a line and a column: nothing is
imported from half a file.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from community.schools.importing.columns import REQUIRED, find_columns

MOST_BYTES = 200_000_000


class FileRefused(Exception):
    """The file as a whole cannot be read; line and column are 1-based, 0 unknown."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        where = f"Ligne {line}, colonne {column} : " if line else ""
        super().__init__(where + message)
        self.line, self.column, self.message = line, column, message


@dataclass(frozen=True)
class RawRow:
    """One line of the file: our column names → its text, and the line it came from."""

    line: int
    values: dict[str, str]


def read_rows(data: bytes) -> Iterator[RawRow]:
    """Yield the rows of a CSV or JSON directory; FileRefused when it is neither."""
    text = _decode(_unzip(data))
    if text.lstrip()[:1] in ("[", "{"):
        return _json_rows(text)
    return _csv_rows(text)


def _unzip(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            plain = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise FileRefused("Archive gzip illisible ou incomplète.") from error
    if len(plain) > MOST_BYTES:
        raise FileRefused("Fichier trop grand.")
    return plain


def _decode(data: bytes) -> str:
    """Decode UTF-8 with or without BOM, else the cp1252 of spreadsheets."""
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise FileRefused("Le fichier est vide.")
    if (nul := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, nul) + 1
        column = nul - data.rfind(b"\n", 0, nul)
        raise FileRefused("Ce fichier n’est pas du texte.", line, column)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _csv_rows(text: str) -> Iterator[RawRow]:
    header = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=header.count)
    # Some cells hold long lists; Python's default cap is a security one per cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headers = next(reader)
        columns = _require_columns(headers)
        places = {ours: headers.index(theirs) for ours, theirs in columns.items()}
        for cells in reader:
            if any(cells):
                _require_width(cells, headers, reader.line_num)
                values = {ours: cells[i].strip() for ours, i in places.items()}
                yield RawRow(reader.line_num, values)
    except csv.Error as error:
        raise FileRefused(f"CSV illisible ({error}).", reader.line_num, 1) from error


def _require_width(cells: list[str], headers: list[str], line: int) -> None:
    if len(cells) != len(headers):
        raise FileRefused(
            f"{len(cells)} colonnes au lieu de {len(headers)} : ligne tronquée ?",
            line,
            min(len(cells), len(headers)) + (len(cells) > len(headers)),
        )


def _require_columns(headers: list[str]) -> dict[str, str]:
    columns = find_columns(headers)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        names = {"uai": "l’UAI", "name": "le nom"}
        asked = " et ".join(names[name] for name in missing)
        raise FileRefused(f"Aucune colonne ne donne {asked} de l’établissement.", 1, 1)
    if not {"type", "nature"} & columns.keys():
        raise FileRefused("Aucune colonne ne donne le type d’établissement.", 1, 1)
    return columns


def _json_rows(text: str) -> Iterator[RawRow]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FileRefused("JSON illisible.", error.lineno, error.colno) from error
    except RecursionError as error:
        raise FileRefused("JSON trop imbriqué.") from error
    except ValueError as error:  # a number of thousands of digits
        raise FileRefused("JSON illisible.") from error
    items = data.get("results") if isinstance(data, dict) else data
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise FileRefused("Ce JSON n’est pas une liste d’établissements.", 1, 1)
    headers = list(dict.fromkeys(key for item in items for key in item))
    columns = _require_columns(headers)
    for number, item in enumerate(items, start=1):
        values = {ours: _json_text(item.get(name)) for ours, name in columns.items()}
        yield RawRow(number, values)


def _json_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return f"{value.get('lat', '')}, {value.get('lon', '')}"
    # JSON may spell a NUL or half a character, which no database stores.
    text = str(value).replace("\0", "")
    return text.encode("utf-8", "ignore").decode().strip()
