"""Schools without anyone: counted volunteers, orders, a map, and nobody elsewhere."""

import pytest
from django.urls import reverse

from community.impact.coverage import uncovered
from community.schools.distance import km_between
from tests import factories as make

pytestmark = pytest.mark.django_db


def mentor(**values):
    return make.MentorFactory(**({"radius_km": 10} | values))


def rows(territory, order="priorite", agreed_only=False):
    return uncovered(territory, agreed_only=agreed_only, order=order)


def test_volunteers_are_counted_as_far_as_they_go(aisne):
    school = make.SchoolFactory(latitude=49.60, longitude=3.63)  # 4 km from Laon
    far = make.SchoolFactory(latitude=49.90, longitude=3.63)  # 37 km
    mentor(), mentor(radius_km=3), mentor(status="paused")
    full = mentor(max_schools=1)
    make.MatchFactory(mentor=full, school=make.SchoolFactory(), status="proposed")

    found = {row.school: (row.near, row.free) for row in rows(aisne)}

    assert found[school] == (2, 1)
    assert found[far] == (0, 0)
    assert round(km_between(49.5641, 3.6244, 49.60, 3.63)) == 4


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("priorite", ["rep+", "rep", "asked", "far"]),
        ("possible", ["rep+", "rep", "asked", "far"]),
        ("seule", ["far", "rep+", "rep", "asked"]),
        ("demande", ["asked", "rep+", "rep", "far"]),
        ("ville", ["far", "asked", "rep", "rep+"]),
    ],
)
def test_orders(aisne, order, expected):
    mentor()
    make.SchoolFactory(name="rep+", priority="REP+", city="D")
    make.SchoolFactory(name="rep", priority="REP", city="C")
    asked = make.SchoolFactory(name="asked", city="B")
    make.RequestFactory(school=asked)
    make.SchoolFactory(name="far", latitude=49.95, city="A")

    assert [row.school.name for row in rows(aisne, order)] == expected


def test_served_closed_and_unwilling_schools_are_left_out(aisne):
    served = make.SchoolFactory()
    make.MatchFactory(school=served, status="active")
    make.SchoolFactory(status="closed"), make.SchoolFactory(opted_out=True)
    agreed, other = make.SchoolFactory(), make.SchoolFactory()
    make.PartnershipFactory(schools=[agreed, served])

    assert {row.school for row in rows(aisne)} == {agreed, other}
    assert [row.school for row in rows(aisne, agreed_only=True)] == [agreed]


def test_school_with_a_report_is_not_new(aisne):
    school = make.SchoolFactory()
    make.ReportFactory(school=school)
    [row] = rows(aisne)

    assert not row.is_new


def test_screen_shows_table_and_map(cora, client_for, ada):
    school = make.SchoolFactory(priority="REP+")
    query = {"perimetre": "toutes"}

    page = client_for(cora).get(reverse("desk:coverage"), query)

    text = page.content.decode()
    assert str(school) in text
    assert page.context["map"]["missed"]
    assert len(page.context["map"]["homes"]) == 1
    assert ada.mentor.display_name not in text


@pytest.mark.parametrize(
    "query",
    [
        {"territoire": "95"},
        {"territoire": "\0"},
        {"tri": "é", "page": "é"},
        {"perimetre": "?", "page": "-3"},
    ],
)
def test_what_means_nothing_is_the_usual(cora, zoe, client_for, query):
    elsewhere = make.SchoolFactory(territory_id="95", name="École du Val")

    page = client_for(cora).get(reverse("desk:coverage"), query)

    assert page.context["territory"].code == "02"
    assert elsewhere.name not in page.content.decode()


def test_queries_do_not_grow_with_schools(
    cora, client_for, django_assert_max_num_queries
):
    """Session and its activity (4), person, roles, rights, territories (2), schools,
    volunteers, served places, homes.
    """
    for _time in range(12):
        make.SchoolFactory(), mentor()
    client = client_for(cora)

    with django_assert_max_num_queries(19):
        client.get(reverse("desk:coverage"), {"perimetre": "toutes"})
