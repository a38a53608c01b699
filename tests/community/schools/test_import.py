"""Importing: compared, previewed, written all or nothing, history and constraints.

Every school, address and number below is invented.
"""

import io

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import ImportFile, School, SchoolImport
from community.schools.importing import running, writing
from resources.generations.models import FIGURES
from tests import factories as make
from tests.community.schools.files import (
    as_csv,
    counts,
    deposited,
    imported,
    line,
    previewed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def laon(aisne):
    return make.CommuneFactory()


def test_schools_are_created_then_left_alone(laon):
    lines = [line(1), line(2), line(3, uai="faux"), line(4, type="")]

    first, second = imported(*lines), imported(*lines)

    assert counts(first) == {"created": 2, "rejected": 1, "aside": 1}
    assert counts(second) == {"unchanged": 2, "rejected": 1, "aside": 1}
    school = School.objects.get(uai=make.uai(1))
    assert (school.commune, school.territory_id) == (laon, "02")
    assert (str(school.source_date), school.edited_fields) == ("2026-09-01", [])
    assert school.imported_at


def test_history_tells_who_what_and_when(cora):
    data = as_csv([line()])
    run = running.deposit(io.BytesIO(data), "annuaire.csv", cora)
    running.import_now(run)

    run = SchoolImport.objects.history().get()

    assert (run.status, run.author, run.file_name) == ("imported", cora, "annuaire.csv")
    assert (run.size, len(run.sha256), run.kind) == (len(data), 64, "directory")
    assert str(run.source_date) == "2026-09-01"
    assert not ImportFile.objects.exists()


def test_only_what_differs_is_changed():
    imported(*(line(n) for n in range(1, 70)))
    before = dict(School.objects.values_list("uai", "imported_at"))

    run = imported(
        *(line(n, name=f"Renommée {n}") for n in range(1, 61)),
        *(line(n) for n in range(61, 70)),
    )

    assert counts(run) == {"changed": 60, "unchanged": 9}
    touched = [
        uai
        for uai, when in School.objects.values_list("uai", "imported_at")
        if when != before[uai]
    ]
    assert len(touched) == 60


def test_change_is_told_field_by_field():
    imported(line())

    run = previewed(line(city="Guise", phone="0323000002", pupils="12"))

    told = run.lines.get()
    assert (told.action, told.line, told.uai) == ("changed", 2, make.uai(1))
    assert told.before == {"city": "Laon", "phone": "0323000001", "pupils": None}
    assert told.after == {"city": "Guise", "phone": "0323000002", "pupils": 12}


def test_preview_writes_no_school():
    run = previewed(line())

    assert (run.status, counts(run)) == ("ready", {"created": 1})
    assert not School.objects.exists()


def test_preview_is_then_written():
    run = previewed(line())
    run.move("ready", to="writing")
    running.write(run)

    assert (run.status, School.objects.count()) == ("imported", 1)


def test_preview_grown_stale_writes_nothing_and_says_so():
    imported(line(1), line(2))
    run = previewed(line(1, city="Guise"), line(2, city="Guise"))
    School.objects.filter(uai=make.uai(2)).update(city="Soissons")

    run.move("ready", to="writing")
    running.write(run)

    assert (run.status, run.slot) == ("ready", 1)
    assert "Refaites l’aperçu" in run.message
    assert not School.objects.filter(city="Guise").exists()

    run.move("ready", to="waiting")
    running.prepare(run)
    assert (run.status, run.message) == ("ready", "")
    assert run.lines.get(uai=make.uai(2)).before == {"city": "Soissons"}


def test_school_created_meanwhile_makes_it_stale():
    run = previewed(line())
    make.SchoolFactory(uai=make.uai(1))

    run.move("ready", to="writing")
    running.write(run)

    assert run.status == "ready"
    assert School.objects.get().name != line()["name"]


def test_field_corrected_by_hand_stays():
    imported(line())
    School.objects.update(name="Le bon nom", edited_fields=["name"])

    run = imported(line(name="Le mauvais nom", city="Guise"))

    assert counts(run) == {"changed": 1, "kept": 1}
    school = School.objects.get()
    assert (school.name, school.city) == ("Le bon nom", "Guise")
    kept = run.lines.get(action="kept")
    assert kept.after == {"name": "Le mauvais nom"}


def test_absent_column_leaves_its_field():
    imported(line())
    shorter = line()
    for name in ("phone", "latitude", "longitude"):
        del shorter[name]

    assert counts(imported(shorter)) == {"unchanged": 1}
    school = School.objects.get()
    assert (school.phone, school.latitude) == ("0323000001", 49.57)


def test_uai_given_twice_is_one_school():
    annex = line(name="École du Grand-Pré annexe")

    for lines in ((annex, line()), (line(), annex)):
        assert imported(*lines).counts["merged"] == 1
        assert School.objects.get().name == "École du Grand-Pré 1"


def test_bad_last_line_changes_nothing():
    imported(line(1))
    data = as_csv([line(1, city="Guise"), line(2)]) + b"0020003C;cut"
    run = running.deposit(io.BytesIO(data), "coupe.csv")

    running.import_now(run)

    assert run.status == "refused"
    assert "Ligne 4, colonne 2" in run.message
    assert School.objects.get().city == "Laon"
    assert not ImportFile.objects.exists()


def test_unforeseen_error_frees_the_place(monkeypatch):
    run = deposited(line())
    monkeypatch.setattr(running, "write_stage", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        running.import_now(run)

    run.refresh_from_db()
    assert (run.status, run.slot) == ("refused", None)
    assert not School.objects.exists()


def test_two_imports_are_never_open_together():
    run = previewed(line())

    with pytest.raises(ValidationError, match="Un autre import est en cours"):
        deposited(line())

    running.abandon(run)
    assert deposited(line()).slot == 1


def test_import_without_sign_of_life_gives_its_place():
    run = deposited(line())
    run.move("waiting", to="reading")
    SchoolImport.objects.update(seen_at="2026-01-01T00:00Z")

    assert deposited(line()).slot == 1
    run.refresh_from_db()
    assert (run.status, run.slot) == ("abandoned", None)


def test_absence_closes_only_when_asked():
    imported(*(line(n) for n in range(1, 7)))
    lines = [line(n) for n in range(1, 6)]

    assert imported(*lines).counts["closed"] == 0
    assert imported(*lines, complete=True).counts["closed"] == 1
    assert School.objects.get(uai=make.uai(6)).status == "closed"
    assert School.objects.count() == 6


def test_rejected_line_is_no_absence():
    imported(*(line(n) for n in range(1, 7)))
    lines = [line(n) for n in range(1, 6)]

    run = imported(*lines, line(6, name="-"), complete=True)

    assert counts(run) == {"rejected": 1, "unchanged": 5}


def test_half_a_file_closes_nothing():
    imported(*(line(n) for n in range(1, 7)))

    run = imported(*(line(n) for n in range(1, 4)), complete=True)

    assert "fermerait 3 établissements sur 6" in run.message
    assert School.objects.open().count() == 6


def test_public_pages_are_made_again_only_if_something_changed(monkeypatch):
    renewed = []
    monkeypatch.setattr(writing, "renew_on_commit", renewed.append)

    imported(line())
    imported(line())

    assert renewed == [FIGURES]


def test_number_of_writes_does_not_grow_with_lines():
    """Insert-select, run, log: the school table is written by one statement."""
    run = previewed(*(line(n) for n in range(1, 40)))
    run.move("ready", to="writing")

    with CaptureQueriesContext(connection) as queries:
        running.write(run)

    table = f"INSERT INTO {School._meta.db_table}"
    written = [q for q in queries if table in q["sql"].replace('"', "")]
    assert len(written) == 1


def test_older_imports_keep_only_their_rejected_lines():
    first = imported(line(1), line(2, uai="faux"))
    imported(line(3))

    assert set(first.lines.values_list("action", flat=True)) == {"rejected"}
