"""Seeding: everything of the data file once, and the staff's words are kept."""

import pytest
from django.core.management import call_command

from resources.models import Synonym, Term, Territory, Theme
from resources.vocabularies.loading import load_vocabularies, read_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded(db):
    call_command("load_vocabularies", verbosity=0)


def test_loads_everything(seeded):
    assert Theme.objects.top().count() == 18
    assert Theme.objects.get(slug="sommeil").parent.slug == "temps-ecran"
    assert Theme.objects.get(slug="cyberharcelement").is_sensitive
    assert Term.objects.of("language").count() == 26
    assert Term.objects.get(slug="parent").code == "voc-021-num-0013"
    assert Term.objects.get(slug="fa-AF").is_rtl
    assert not Term.objects.get(slug="CC-BY-ND-4.0").may_adapt
    assert Synonym.objects.get(words__startswith="tiktok, snapchat").one_way


def test_a_second_run_changes_nothing(seeded):
    assert load_vocabularies() == {"created": 0, "updated": 0, "retired": 0}


def test_the_words_of_the_staff_stay(seeded):
    Theme.objects.filter(slug="creer").update(label="Inventer", is_retired=True)
    Term.objects.filter(slug="quiz").update(label="Jeu de questions", position=99)
    assert load_vocabularies()["updated"] == 1
    theme = Theme.objects.get(slug="creer")
    assert (theme.label, theme.is_retired) == ("Inventer", True)
    assert Term.objects.get(slug="quiz").label == "Jeu de questions"


def test_what_left_the_file_is_retired_never_deleted(seeded):
    data = read_data()
    data["themes"] = [t for t in data["themes"] if t["slug"] != "creer"]
    data["terms"]["format"] = data["terms"]["format"][:-1]
    assert load_vocabularies(data)["retired"] == 2
    assert Theme.objects.get(slug="creer").is_retired


@pytest.mark.parametrize(
    ("code", "locative", "slug"),
    [
        ("02", "dans l’Aisne", "aisne"),
        ("95", "dans le Val-d’Oise", "val-d-oise"),
        ("971", "en Guadeloupe", "guadeloupe"),
        ("75", "à Paris", "paris"),
        ("2A", "en Corse-du-Sud", "corse-du-sud"),
        ("13", "dans les Bouches-du-Rhône", "bouches-du-rhone"),
        ("26", "dans la Drôme", "drome"),
        ("38", "dans l’Isère", "isere"),
        ("974", "à La Réunion", "la-reunion"),
        ("90", "dans le Territoire de Belfort", "territoire-de-belfort"),
    ],
)
def test_territories_speak_french(code, locative, slug):
    call_command("load_territories", verbosity=0)
    territory = Territory.objects.get(pk=code)
    assert (territory.locative, territory.slug) == (locative, slug)


def test_waves_and_clocks():
    call_command("load_territories", verbosity=0)
    call_command("load_territories", verbosity=0)
    assert set(Territory.objects.pilots().values_list("pk", flat=True)) == {"02", "95"}
    assert Territory.objects.in_programme().count() == 12
    assert Territory.objects.get(pk="971").time_zone == "America/Guadeloupe"
    assert Territory.objects.count() == 107
