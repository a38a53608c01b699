"""Finding a commune from what a person types."""

import pytest
from django.urls import reverse

from mentors.communes.search import find_communes, fold_name
from tests import factories as make


@pytest.fixture
def communes(aisne):
    return [
        make.CommuneFactory(
            insee_code=code,
            name=name,
            folded_name=fold_name(name),
            postal_codes=postal,
            population=people,
        )
        for code, name, postal, people in [
            ("02691", "Saint-Quentin", "02100", 53000),
            ("02408", "Laon", "02000", 24000),
            ("02360", "Guise", "02120|02121", 4500),
            ("02361", "Guivry", "02300", 240),
            ("02362", "Guise-le-Bois", "02120", 9000),
        ]
    ]


def names(typed: str) -> list[str]:
    return [commune.name for commune in find_communes(typed)]


def test_name_is_found(communes):
    assert names("Laon") == ["Laon"]


@pytest.mark.parametrize(
    "typed", ["saint quentin", "ST-QUENTIN", "St Quentin", "  saint-quentin "]
)
def test_spelling_does_not_matter(communes, typed):
    assert names(typed) == ["Saint-Quentin"]


def test_exact_name_hides_longer_ones(communes):
    assert names("guise") == ["Guise"]


def test_beginning_gives_the_largest_first(communes):
    assert names("gui") == ["Guise-le-Bois", "Guise", "Guivry"]


def test_postal_code_gives_each_commune_that_has_it(communes):
    assert names("02120") == ["Guise-le-Bois", "Guise"]
    assert names("02121") == ["Guise"]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("Ste-Geneviève", "sainte genevieve"),
    ],
)
def test_fold(name, folded):
    assert fold_name(name) == folded


def test_twelve_at_most(aisne):
    for number in range(15):
        make.CommuneFactory(
            insee_code=f"02{number:03d}",
            name=f"Bois {number}",
            folded_name=f"bois {number}",
        )

    assert len(find_communes("bois")) == 12


@pytest.mark.parametrize("typed", ["", "   ", "--", "Nulle-Part", "99999", "%", "_"])
def test_nothing_is_found(communes, typed):
    assert find_communes(typed) == []


def suggested(client, typed):
    found = client.get(reverse("communes:suggestions"), {"q": typed}).json()["options"]
    return [one["value"] for one in found]


def test_suggestions_begin_like_what_is_typed(client, aisne):
    make.CommuneFactory()
    make.CommuneFactory(
        insee_code="02411", name="Laonnois", folded_name="laonnois", population=10
    )

    assert suggested(client, "lao") == ["Laon (02000)", "Laonnois (02000)"]
    assert suggested(client, "laonn") == ["Laonnois (02000)"]
    assert suggested(client, "0200") == ["Laon (02000)", "Laonnois (02000)"]


def test_suggestions_are_read_by_everyone(client, aisne, django_assert_num_queries):
    make.CommuneFactory()

    # 2: the exact name, then the names that begin so.
    with django_assert_num_queries(2):
        response = client.get(reverse("communes:suggestions"), {"q": "Laon"})

    assert "public" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("typed", ["", " ", "\0", "x" * 10_000, "(", "é̈", "%"])
def test_suggestions_of_nonsense_are_none(client, aisne, typed):
    make.CommuneFactory()

    assert suggested(client, typed) == []
