"""The IPS and REP lists by the same door, and the command.

Every school, address and number below is invented.
"""

import gzip
import io

import pytest
from django.core.management import CommandError, call_command

from community.models import ImportLine, School, SchoolImport
from community.schools.importing import running
from tests import factories as make
from tests.community.schools.files import as_csv, counts, imported, line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def laon(aisne):
    return make.CommuneFactory()


# The IPS and REP lists


def as_list(kind: str, *rows: tuple[str, ...]) -> SchoolImport:
    head = {"ips": "rentree_scolaire;uai;effectifs;ips", "rep": "NUMERO;EP"}[kind]
    data = "\n".join([head, *(";".join(row) for row in rows)]).encode()
    run = running.deposit(io.BytesIO(gzip.compress(data)), f"{kind}.csv.gz")
    running.import_now(run)
    return run


def test_ips_touches_its_own_fields_and_the_latest_year_wins():
    imported(line(1, pupils="50"), line(2, pupils="60"))
    rows = [
        ("2022-2023", make.uai(1), "99", "102,7"),
        ("2023-2024", make.uai(1), "99", "104.1"),
        ("2022-2023", make.uai(2), "99", "NS"),
        ("2022-2023", make.uai(9), "99", "80"),
    ]

    first, second = as_list("ips", *rows), as_list("ips", *rows)

    assert counts(first) == {"changed": 1, "merged": 1, "rejected": 1, "aside": 1}
    assert counts(second) == {"unchanged": 1, "merged": 1, "rejected": 1, "aside": 1}
    school = School.objects.get(uai=make.uai(1))
    assert (school.ips, school.ips_year, school.pupils) == (104.1, 2023, 50)
    unknown = first.lines.get(action="rejected")
    assert (unknown.line, unknown.uai) == (5, make.uai(9))
    assert "importez d’abord l’annuaire" in unknown.reason


def test_older_ips_does_not_replace_a_newer_one():
    imported(line())
    as_list("ips", ("2023-2024", make.uai(1), "9", "104"))

    assert counts(as_list("ips", ("2021-2022", make.uai(1), "9", "90"))) == {"older": 1}
    assert School.objects.get().ips == 104


def test_rep_list_touches_priority_alone():
    imported(line())

    assert counts(as_list("rep", (make.uai(1), "REP+"))) == {"changed": 1}
    school = School.objects.get()
    assert (school.priority, school.name) == ("REP+", line()["name"])


# The command


def test_command_imports_and_tells(tmp_path, capsys):
    file, rejects = tmp_path / "annuaire.csv", tmp_path / "rejets.csv"
    file.write_bytes(as_csv([line(1), line(2, uai="=1+1")]))

    call_command("import_schools", file, "--rejects", rejects)

    assert "créés : 1" in capsys.readouterr().out
    text = rejects.read_bytes().decode("utf-8-sig")
    assert "3;Code établissement;;'=1+1;Un UAI a sept chiffres et une lettre." in text


def test_command_tries_without_a_trace(tmp_path):
    file = tmp_path / "annuaire.csv"
    file.write_bytes(as_csv([line()]))

    call_command("import_schools", file, "--dry-run")

    assert not School.objects.exists()
    assert not SchoolImport.objects.exists()
    assert not ImportLine.objects.exists()


def test_command_refuses_with_the_place(tmp_path):
    file = tmp_path / "annuaire.csv"
    file.write_bytes(b"uai;nom;nature\nA;B\n")

    with pytest.raises(CommandError, match=r"Rien n’a été importé. Ligne 2"):
        call_command("import_schools", file)
