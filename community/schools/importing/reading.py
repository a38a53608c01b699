"""Reading a file of schools: encoding, separator, compression, CSV or JSON.

A file that is not one is refused whole, with a line and a column: nothing is imported
from half a file. A CSV is never held in memory: it is looked through once, then read.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from community.schools.choices import FileKind
from community.schools.importing.columns import find_columns

MOST_BYTES = 200_000_000
CHUNK = 1 << 20


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


@dataclass(frozen=True)
class SchoolFile:
    """A file that was recognised; `rows` is read once, as it goes."""

    kind: FileKind
    # Our column name → the file's own header.
    columns: dict[str, str]
    rows: Iterator[RawRow]


def open_file(source: bytes | BinaryIO) -> SchoolFile:
    """Recognise a CSV or JSON file, compressed or not, or raise FileRefused."""
    packed = io.BytesIO(source) if isinstance(source, bytes) else source
    packed.seek(0)
    is_gzip = packed.read(2) == b"\x1f\x8b"
    packed.seek(0)
    plain: Any = gzip.GzipFile(fileobj=packed) if is_gzip else packed
    encoding = _look_through(plain)
    plain.seek(0)
    text = io.TextIOWrapper(plain, encoding, errors="replace", newline="")
    if text.read(200).lstrip()[:1] in ("[", "{"):
        text.seek(0)
        return _json_file(text.read())
    text.seek(0)
    return _csv_file(text)


def _look_through(stream: BinaryIO) -> str:
    """Return UTF-8 or the cp1252 of spreadsheets; refuse what is empty or no text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, size, lines, blank, last = "utf-8-sig", 0, 0, True, b""
    try:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise FileRefused("Fichier trop grand.")
            blank = blank and not chunk.removeprefix(codecs.BOM_UTF8).strip()
            if (nul := chunk.find(b"\0")) >= 0:
                before = (last + chunk[:nul]).rsplit(b"\n", 1)[-1]
                line = lines + chunk.count(b"\n", 0, nul) + 1
                raise FileRefused(
                    "Ce fichier n’est pas du texte.", line, len(before) + 1
                )
            lines += chunk.count(b"\n")
            last = (last + chunk).rsplit(b"\n", 1)[-1][-CHUNK:]
            encoding = _still(encoding, decoder, chunk)
    except (OSError, EOFError) as error:
        raise FileRefused("Archive gzip illisible ou incomplète.") from error
    if blank:
        raise FileRefused("Le fichier est vide.")
    return _still(encoding, decoder, b"", final=True)


def _still(encoding: str, decoder: Any, chunk: bytes, final: bool = False) -> str:
    if encoding == "cp1252":
        return encoding
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return "cp1252"
    return encoding


def _csv_file(text: io.TextIOWrapper) -> SchoolFile:
    header = text.readline()
    delimiter = max(";,\t", key=header.count)
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        headers = next(reader)
    except csv.Error as error:
        raise FileRefused(f"CSV illisible ({error}).", reader.line_num, 1) from error
    columns, kind = _recognise(headers)
    return SchoolFile(kind, columns, _csv_rows(reader, headers, columns))


def _csv_rows(
    reader: Any, headers: list[str], columns: dict[str, str]
) -> Iterator[RawRow]:
    places = [(ours, headers.index(theirs)) for ours, theirs in columns.items()]
    try:
        for cells in reader:
            if any(cells):
                _require_width(cells, headers, reader.line_num)
                values = {ours: cells[i].strip() for ours, i in places}
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


def _recognise(headers: list[str]) -> tuple[dict[str, str], FileKind]:
    """Return our columns → the file's own, and which of the three files this is."""
    columns = find_columns(headers)
    if "uai" not in columns:
        raise FileRefused("Aucune colonne ne donne l’UAI de l’établissement.", 1, 1)
    if "ips" in columns:
        return columns, FileKind.IPS
    if not {"type", "nature"} & columns.keys():
        if "priority" in columns:
            return columns, FileKind.REP
        raise FileRefused("Aucune colonne ne donne le type d’établissement.", 1, 1)
    if "name" not in columns:
        raise FileRefused("Aucune colonne ne donne le nom de l’établissement.", 1, 1)
    return columns, FileKind.DIRECTORY


def _json_file(text: str) -> SchoolFile:
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
    columns, kind = _recognise(headers)
    return SchoolFile(kind, columns, _json_rows(items, columns))


def _json_rows(items: list[dict], columns: dict[str, str]) -> Iterator[RawRow]:
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
