"""The kit of a workshop: minutes that add up, the library's own pages, who sees it."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.urls import reverse

from community.sessions.kit.programme import programme
from community.sessions.kit.shelf import Step, collection_for, steps_for
from community.sessions.kit.views import PIECES
from resources.models import Theme
from tests import factories as make
from tests.database import rows_of_module
from tests.resources.library import make_index, publish
from tests.resources.shelves import add_shelves, bundle


def steps(*minutes: int) -> list[Step]:
    return [
        Step(SimpleNamespace(title=f"De {one}", minutes=one), "Un mot")
        for one in minutes
    ]


def lengths(minutes: int, *reading: int) -> list[tuple[int, str]]:
    moments = programme(minutes, steps(*reading)).moments
    return [(one.minutes, str(one.title)) for one in moments]


def test_an_hour_is_welcome_shown_asked_and_left():
    assert lengths(60, 8, 45, 12) == [
        (5, "Accueil"),
        (10, "Tour de table"),
        (10, "De 8"),
        (15, "De 12"),
        (15, "Vos questions"),
        (5, "Avant de partir"),
    ]


@pytest.mark.parametrize("reading", [[], [3], [200], [60, 8, 90, 5, 5, 5]])
def test_minutes_always_add_up(reading):
    for minutes in range(5, 601):
        moments = programme(minutes, steps(*reading)).moments

        assert sum(one.minutes for one in moments) == minutes
        assert all(one.minutes > 0 for one in moments)
        ends = [one.start + one.minutes for one in moments]
        assert [one.start for one in moments] == [0, *ends[:-1]]


def test_every_step_is_somewhere_once():
    given = steps(60, 45, 8, 5, 20)

    plan = programme(60, given)

    placed = [*plan.shown, *plan.spare, *plan.before]
    assert sorted(placed, key=given.index) == given


@pytest.mark.parametrize(("minutes", "shown"), [(60, [25]), (150, [45, 10])])
def test_first_one_is_shortened_and_a_whole_workshop_is_read_before(minutes, shown):
    plan = programme(minutes, steps(60, 45, 8))

    assert [step.resource.minutes for step in plan.before] == [60]
    assert [one.minutes for one in plan.moments if one.step] == shown


# From the library


@pytest.fixture(scope="module")
def kept_shelves(django_db_setup, django_db_blocker):
    with rows_of_module(django_db_blocker):
        index = make_index()
        add_shelves(index)
        for number, slug in enumerate(("un", "deux", "trois"), start=1):
            notes = f"Note secrète de {slug}." if number == 1 else ""
            publish(index, slug, minutes=5 * number, animator_notes=notes)
        yield index


@pytest.fixture
def shelves(db, kept_shelves):
    return deepcopy(kept_shelves)


@pytest.fixture
def creer(shelves):
    return Theme.objects.get(slug="creer")


@pytest.fixture
def session(ada, school, creer):
    return make.SessionFactory(
        mentor=ada.mentor, school=school, themes=[creer], capacity=12
    )


@pytest.fixture
def url(session):
    return reverse("sessions:kit", args=[session.pk])


def test_kit_made_for_workshops_comes_first(creer):
    bundle("autre-chose", ["un"])
    made = bundle("notre-kit", ["trois", "un"], kind="kit-atelier")

    found = collection_for([creer])

    assert found == made
    shown = [(one.resource.slug, one.note) for one in steps_for([creer], found)]
    assert shown == [("trois", "Mot trois"), ("un", "Mot un")]


def test_without_a_kit_the_pages_of_the_theme_serve(creer):
    assert collection_for([creer]) is None
    assert len(steps_for([creer], None)) == 3


def test_other_theme_gives_nothing(shelves):
    bundle("premiers-pas", ["un"])
    theme = Theme.objects.get(slug="jeux-video")

    assert collection_for([theme]) is None
    assert steps_for([theme], None) == []


def test_whole_kit_is_on_one_page(client_for, ada, url, session):
    text = client_for(ada).get(url).content.decode()

    for words in (
        "Note secrète de un.",
        "Les écrans à la maison",
        session.public_code,
        "Evde ekranlar",
        'lang="ar" dir="rtl"',
        "Une croix par personne",
        "17 cases",
        str(session.school),
    ):
        assert words in text
    assert text.count('class="sheet ') == len(PIECES)


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_is_printed_alone(client_for, ada, url, piece):
    text = client_for(ada).get(url, {"piece": piece}).content.decode()

    assert text.count('class="sheet ') == 1


def test_piece_that_is_none_is_the_whole(client_for, ada, url):
    text = client_for(ada).get(url, {"piece": "é\x00"}).content.decode()

    assert text.count('class="sheet ') == len(PIECES)


def test_kit_without_a_library_still_prints(client_for, ada, db):
    session = make.SessionFactory(mentor=ada.mentor, minutes=5, format="remote")

    page = client_for(ada).get(reverse("sessions:kit", args=[session.pk]))

    assert page.status_code == 200
    assert "lien de la visio" in page.content.decode()


def test_page_of_the_session_leads_to_it(client_for, ada, url, session):
    text = client_for(ada).get(reverse("sessions:session", args=[session.pk]))

    assert url in text.content.decode()


def test_co_animator_prints_it_too(client_for, bea, session, url):
    session.co_mentors.add(bea.mentor)

    assert client_for(bea).get(url).status_code == 200


# Refusals


def test_session_of_somebody_else_does_not_exist(client_for, bea, url):
    assert client_for(bea).get(url).status_code == 404


def test_queries_do_not_follow_the_number_of_pages(
    client_for, ada, shelves, url, django_assert_num_queries
):
    """The visit 2, mentor, session and its themes, two restrictions of pages, the
    collection, its items and its pages, the navigation and the site.
    """
    names = [f"page-{number}" for number in range(6)]
    for name in names:
        publish(shelves, name)
    bundle("notre-kit", names, kind="kit-atelier")
    client = client_for(ada)
    client.get(url)

    with django_assert_num_queries(12):
        client.get(url)
