"""The directory of schools: what is read, what is refused, what is written.

Every school, address and number below is invented.
"""

import csv
import gzip
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from community.models import School
from community.schools.importing.columns import find_columns, fold_header
from community.schools.importing.reading import FileRefused, RawRow, read_rows
from community.schools.importing.rows import Rejection, Town, read_school
from community.schools.importing.writing import import_schools
from tests import factories as make

LAON = {"02408": Town("02", 49.5641, 3.6244)}
CODES = {"02", "2A", "971", "95"}


def line(number: int = 1, **changes) -> dict[str, str]:
    return {
        "uai": make.uai(number),
        "name": f"École du Grand-Pré {number}",
        "type": "Ecole",
        "has_maternelle": "1",
        "has_elementaire": "1",
        "sector": "Public",
        "insee": "02408",
        "city": "Laon",
        "department": "002",
        "phone": "03 23 00 00 01",
        "latitude": "49.57",
        "longitude": "3.63",
        "state": "OUVERT",
    } | changes


def raw(*lines: dict[str, str]) -> list[RawRow]:
    return [RawRow(i, values) for i, values in enumerate(lines, start=2)]


def read(**changes):
    return read_school(RawRow(2, line(**changes)), LAON, CODES)


@pytest.fixture
def laon(aisne):
    return make.CommuneFactory()


def as_csv(lines: list[dict[str, str]], delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    names = {"uai": "Code établissement", "latitude": "Latitude"}
    names |= {"name": "Nom_etablissement", "type": "Type_etablissement"}
    names |= {"insee": "Code commune", "department": "Code_departement"}
    names |= {"city": "Nom_commune", "sector": "Statut_public_prive"}
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow([names.get(name, name) for name in lines[0]])
    writer.writerows(list(values.values()) for values in lines)
    return stream.getvalue().encode()


# Reading


def test_file_is_read_whatever_its_clothes():
    plain = as_csv([line()])
    bom, comma = b"\xef\xbb\xbf" + plain, as_csv([line()], ",")
    old = plain.decode().encode("cp1252")

    for data in (plain, bom, comma, old, gzip.compress(plain)):
        (row,) = read_rows(data)
        assert row.values["name"] == "École du Grand-Pré 1"
        assert row.line == 2


def test_json_is_read_with_or_without_envelope():
    item = {"identifiant_de_l_etablissement": make.uai(1), "nom": "École", "ep": None}
    item |= {"type_etablissement": "Ecole", "position": {"lat": 49.5, "lon": 3.6}}

    for data in ([item], {"results": [item]}):
        (row,) = read_rows(json.dumps(data).encode())
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
        list(read_rows(data))


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


# Writing


def test_schools_are_created_then_left_alone(laon):
    rows = raw(line(1), line(2), line(3, uai="faux"))

    first, second = import_schools(rows), import_schools(rows)

    assert first.created == [make.uai(1), make.uai(2)]
    assert len(first.refused) == 1
    assert (second.created, second.changed, second.unchanged) == ([], {}, 2)
    school = School.objects.get(uai=make.uai(1))
    assert (school.commune, school.territory_id) == (laon, "02")


def test_only_what_differs_is_changed(laon):
    import_schools(raw(line(1), line(2)))

    report = import_schools(raw(line(1, city="Guise"), line(2)))

    assert report.changed == {make.uai(1): ["city"]}
    assert School.objects.get(uai=make.uai(1)).city == "Guise"


def test_field_corrected_by_hand_stays(laon):
    import_schools(raw(line()))
    School.objects.update(name="Le bon nom", edited_fields=["name"])

    report = import_schools(raw(line(name="Le mauvais nom")))

    assert report.unchanged == 1
    assert School.objects.get().name == "Le bon nom"


def test_absent_column_leaves_its_field(laon):
    import_schools(raw(line()))
    shorter = {k: v for k, v in line().items() if k not in ("phone", "latitude")}
    del shorter["longitude"]

    assert import_schools(raw(shorter)).unchanged == 1
    school = School.objects.get()
    assert (school.phone, school.latitude) == ("0323000001", 49.57)


def test_uai_given_twice_is_one_school(laon):
    annex = line(name="École du Grand-Pré annexe")

    for rows in (raw(annex, line()), raw(line(), annex)):
        assert import_schools(rows).merged == 1
        assert School.objects.get().name == "École du Grand-Pré 1"


def test_trial_writes_nothing(laon):
    report = import_schools(raw(line()), dry_run=True)

    assert report.created == [make.uai(1)]
    assert not School.objects.exists()


def test_absence_closes_only_when_asked(laon):
    import_schools(raw(*(line(n) for n in range(1, 7))))
    rows = raw(*(line(n) for n in range(1, 6)))

    assert import_schools(rows).closed == []
    assert import_schools(rows, close_missing=True).closed == [make.uai(6)]
    assert School.objects.get(uai=make.uai(6)).status == "closed"


def test_half_a_file_closes_nothing(laon):
    import_schools(raw(*(line(n) for n in range(1, 7))))

    with pytest.raises(FileRefused, match="fermerait 3 établissements sur 6"):
        import_schools(raw(*(line(n) for n in range(1, 4))), close_missing=True)

    assert School.objects.open().count() == 6


def test_command_refuses_with_the_place(laon, tmp_path):
    file = tmp_path / "annuaire.csv"
    file.write_bytes(b"uai;nom;nature\nA;B\n")

    with pytest.raises(CommandError, match=r"Rien n’a été importé. Ligne 2"):
        call_command("import_schools", file)


def test_screen_tries_first_and_is_for_national_leads(client_for, nat, cora, laon):
    url = reverse("schools:import")
    file = SimpleUploadedFile("annuaire.csv", as_csv([line()]))

    response = client_for(nat).post(url, {"file": file})

    assert response.context["report"].created == [make.uai(1)]
    assert not School.objects.exists()
    assert client_for(cora).post(url).status_code == 403
