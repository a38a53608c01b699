"""A file of schools: what is read, what is refused, what each line says.

Every school, address and number below is invented.
"""

import gzip
import json

import pytest

from community.schools.importing.columns import find_columns, fold_header
from community.schools.importing.location import Town
from community.schools.importing.reading import FileRefused, RawRow, open_file
from community.schools.importing.rows import (
    Places,
    Rejection,
    read_line,
    written_fields,
)
from tests import factories as make
from tests.community.schools.files import as_csv, line

LAON = {"02408": Town("02", 49.5641, 3.6244)}
PLACES = Places(LAON, frozenset({"02", "2A", "971", "95"}))


def read(kind="directory", **changes):
    return read_line(kind, RawRow(2, line(**changes)), PLACES)


def rows(data: bytes) -> list[RawRow]:
    return list(open_file(data).rows)


# Reading


def test_file_is_read_whatever_its_clothes():
    plain = as_csv([line()])
    bom, comma = b"\xef\xbb\xbf" + plain, as_csv([line()], ",")
    old = plain.decode().encode("cp1252")

    for data in (plain, bom, comma, old, gzip.compress(plain)):
        (row,) = rows(data)
        assert row.values["name"] == "École du Grand-Pré 1"
        assert row.line == 2


def test_json_is_read_with_or_without_envelope():
    item = {"identifiant_de_l_etablissement": make.uai(1), "nom": "École", "ep": None}
    item |= {"type_etablissement": "Ecole", "position": {"lat": 49.5, "lon": 3.6}}

    for data in ([item], {"results": [item]}):
        (row,) = rows(json.dumps(data).encode())
        assert row.values["position"] == "49.5, 3.6"
        assert row.values["priority"] == ""


def test_columns_are_known_by_several_names():
    assert fold_header("\ufeffCode établissement ") == "code_etablissement"
    assert find_columns(["numero_uai", "Nom", "?"]) == {
        "uai": "numero_uai",
        "name": "Nom",
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"\x1f\x8bnope", "gzip"),
        (b"uai;no\0m", "Ligne 1, colonne 7"),
        (b"nom;ville\nA;B\n", "l’UAI"),
        (b"uai;nature\nA;B\n", "le nom"),
        (b"x" * (1 << 20) + b"\n\n\0", "Ligne 3, colonne 1"),
        (b"uai;nom\nA;B\n", "le type"),
        (b"uai;nom;nature\nA;B\n", "Ligne 2, colonne 2"),
        (b'"uai;nom;nature', "illisible"),
        (b'uai;nom;nature\n"A;B;C', "illisible"),
        (b"[{", "JSON illisible"),
        (b'{"a": 1}', "pas une liste"),
        (b"[1]", "pas une liste"),
        (b"[" * 100_000, "imbriqué"),
        (b"[" + b"1" * 5000 + b"]", "illisible"),
    ],
)
def test_file_that_is_no_directory_is_refused(data, message):
    with pytest.raises(FileRefused, match=message):
        rows(data)


# Rows


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({}, "kind", "primaire"),
        ({"has_elementaire": "0"}, "kind", "maternelle"),
        ({"has_maternelle": ""}, "kind", "elementaire"),
        ({"type": "Collège"}, "kind", "college"),
        ({"type": "Lycée"}, "kind", "lycee"),
        ({"type": "EREA"}, "kind", "erea"),
        ({"type": "Autre"}, "kind", "other"),
        ({"sector": "Privé sous contrat"}, "sector", "private"),
        ({"name": "  École \n du  Lac "}, "name", "École du Lac"),
        ({"phone": "323000001"}, "phone", "0323000001"),
        ({"phone": "+33 3 23 00 00 01"}, "phone", "0323000001"),
        ({"phone": "12"}, "phone", ""),
        ({"email": "ecole@exemple.test"}, "email", "ecole@exemple.test"),
        ({"email": "pas une adresse"}, "email", ""),
        ({"website": "ecole.exemple.test"}, "website", "http://ecole.exemple.test"),
        ({"website": "javascript:alert(1)"}, "website", ""),
        ({"priority": "rep+"}, "priority", "REP+"),
        ({"priority": "HORS REP"}, "priority", ""),
        ({"pupils": "123,0"}, "pupils", 123),
        ({"pupils": "-3"}, "pupils", None),
        ({"postal_code": "2000"}, "postal_code", "02000"),
        ({"insee": "2408.0"}, "commune_id", "02408"),
        ({"insee": "02999"}, "commune_id", None),
        ({"state": "A FERMER"}, "status", "closing"),
        ({"department": "02A"}, "territory_id", "2A"),
        ({"department": "2"}, "territory_id", "02"),
        ({"department": "971"}, "territory_id", "971"),
        ({"department": ""}, "territory_id", "02"),
        ({"precision": "Commune"}, "location_quality", "commune"),
        ({"latitude": "43.1"}, "location_quality", "doubtful"),
        ({"latitude": "49,57", "longitude": "3,63"}, "longitude", 3.63),
        ({"latitude": "", "position": "49.5, 3.6"}, "latitude", 49.5),
        ({"latitude": ""}, "location_quality", "commune"),
        ({"latitude": "", "insee": ""}, "location_quality", "missing"),
        ({"latitude": "nan", "insee": ""}, "latitude", None),
    ],
)
def test_quirk_is_understood(changes, field, value):
    assert read(**changes).values[field] == value


@pytest.mark.parametrize(
    ("changes", "column", "is_school"),
    [
        ({"uai": "002"}, "uai", True),
        ({"uai": "0020001A"}, "uai", True),
        ({"name": " - "}, "name", True),
        ({"state": "PEUT-ETRE"}, "state", True),
        ({"department": "99"}, "department", True),
        ({"type": "Service Administratif"}, "type", False),
        ({"type": "Médico-social"}, "type", False),
        ({"type": ""}, "type", False),
    ],
)
def test_line_is_rejected_with_its_column(changes, column, is_school):
    no = read(**changes)

    assert isinstance(no, Rejection)
    assert (no.line, no.column, no.is_school) == (2, column, is_school)


def test_cp1252_late_in_a_large_file_is_noticed():
    lines = [line(n, name="Ecole du lac") for n in range(1, 3_000)]
    data = as_csv([*lines, line(9_000, name="École")])
    old = data.decode().encode("cp1252")

    assert rows(old)[-1].values["name"] == "École"


def test_file_is_read_as_it_goes():
    """The first rows come before a fault that stands at the end."""
    flow = open_file(as_csv([line(1), line(2)]) + b"half;a;line\n").rows

    assert next(flow).line == 2
    next(flow)
    with pytest.raises(FileRefused, match="Ligne 4, colonne 3"):
        next(flow)


# The other two lists


@pytest.mark.parametrize(
    ("header", "kind", "fields"),
    [
        ("uai;nom;nature", "directory", ("name", "kind", "territory_id")),
        ("rentree_scolaire;uai;effectifs;ips", "ips", ("ips", "ips_year")),
        ("rentree_scolaire;uai;ips_ensemble_gt_pro", "ips", ("ips", "ips_year")),
        ("NUMERO;NOM DE L'ETABLISSEMENT;EP", "rep", ("priority",)),
    ],
)
def test_file_is_recognised_by_its_columns(header, kind, fields):
    file = open_file(f"{header}\n".encode())

    assert (file.kind, written_fields(file.kind, file.columns)) == (kind, fields)


@pytest.mark.parametrize(
    ("kind", "changes", "values"),
    [
        ("ips", {"ips": "102,7", "year": "2022-2023"}, (102.7, 2022)),
        ("ips", {"ips": "85.25", "year": "rentrée 2023"}, (85.2, 2023)),
        ("ips", {"ips": "85"}, (85.0, None)),
        ("rep", {"priority": "REP+"}, ("REP+",)),
        ("rep", {"priority": " rep "}, ("REP",)),
        ("rep", {"priority": ""}, ("",)),
    ],
)
def test_list_says_its_own_fields_only(kind, changes, values):
    assert tuple(read(kind, **changes).values.values()) == values


@pytest.mark.parametrize(
    ("kind", "changes", "is_school"),
    [
        ("ips", {"ips": "NS"}, False),
        ("ips", {"ips": ""}, False),
        ("ips", {"ips": "1027"}, True),
        ("ips", {"ips": "nan"}, True),
        ("rep", {"priority": "oui"}, True),
        ("rep", {"uai": ""}, True),
    ],
)
def test_line_of_a_list_is_left_out(kind, changes, is_school):
    assert read(kind, **changes).is_school is is_school
