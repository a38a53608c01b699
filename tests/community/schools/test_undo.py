"""Undoing the last import: everything back, or nothing and the reasons.

Every school, address and number below is invented.
"""

import pytest

from community.models import School
from community.schools.importing import undoing
from tests import factories as make
from tests.community.schools.files import imported, line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def laon(aisne):
    return make.CommuneFactory()


def undone(run):
    run.move("imported", to="undoing", slot=1)
    undoing.undo(run)
    run.refresh_from_db()
    return run


def test_everything_comes_back():
    imported(*(line(n) for n in range(1, 7)))
    before = list(School.objects.order_by("uai").values("uai", "city", "status"))
    changed = [line(n, city="Guise") for n in range(1, 6)]

    run = undone(imported(*changed, line(7), complete=True))

    assert (run.status, run.slot, run.message) == ("undone", None, "")
    after = School.objects.order_by("uai").values("uai", "city", "status")
    assert list(after) == before


def test_value_edited_since_stays_and_is_told():
    imported(line(1), line(2))
    run = imported(line(1, city="Guise"), line(2, city="Guise"))
    School.objects.filter(uai=make.uai(2)).update(city="Soissons")

    run = undone(run)

    cities = School.objects.order_by("uai").values_list("city", flat=True)
    assert list(cities) == ["Laon", "Soissons"]
    assert "1 école modifiée depuis" in run.message


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (lambda s: make.PartnershipFactory(schools=[s]), "partenariats"),
        (lambda s: make.MatchFactory(school=s), "mises en relation"),
        (lambda s: make.SessionFactory(school=s), "ateliers"),
        (lambda s: make.ReportFactory(school=s), "comptes rendus"),
        (lambda s: make.RequestFactory(school=s), "demandes"),
        (lambda s: make.SchoolContactFactory(school=s), "contacts"),
        (lambda s: School.objects.update(edited_fields=["name"]), "corrigée à la main"),
    ],
)
def test_school_in_use_blocks_all(use, told):
    imported(line(1))
    run = imported(line(1, city="Guise"), line(2))
    use(School.objects.get(uai=make.uai(2)))

    run = undone(run)

    assert (run.status, run.slot) == ("imported", None)
    assert told in run.message
    assert School.objects.get(uai=make.uai(1)).city == "Guise"
    assert School.objects.count() == 2


def test_only_the_last_import_is_undone():
    first = imported(line(1))
    imported(line(2))

    assert "Seul le dernier import" in undone(first).message
    assert School.objects.count() == 2
