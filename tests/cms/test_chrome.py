"""Pictograms, typography, navigation and error pages."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import path

from cms.chrome import views
from cms.chrome.context import member_navigation, public_navigation
from cms.chrome.icons import symbols
from resources.vocabularies.models import Theme


def page(source: str, request=None) -> str:
    request = request or RequestFactory().get("/")
    return Template(source).render(RequestContext(request, {}))


# ---------------------------------------------------------------- pictograms


def test_page_inlines_only_the_symbols_it_used():
    html = page('{% icon "search" %}{% icon "t-devoirs" %}{% sprite %}')

    assert re.findall(r'<symbol id="([^"]+)"', html) == ["i-search", "t-devoirs"]
    assert '<use href="#i-search"/>' in html


def test_symbol_used_twice_is_inlined_once():
    html = page('{% icon "check" %}{% icon "check" %}{% sprite %}')

    assert html.count("<symbol") == 1


def test_icon_is_decorative():
    assert 'aria-hidden="true"' in page('{% icon "check" %}')


def test_unknown_pictogram_fails_loudly():
    with pytest.raises(KeyError, match="no-such-drawing"):
        page('{% icon "no-such-drawing" %}')


def test_fragment_without_page_carries_its_own_shapes():
    """A form field is rendered without request: no sprite will follow it."""
    html = Template('{% icon "check" %}').render(Context({}))

    assert "<use" not in html
    assert "<path" in html


def test_theme_without_drawing_borrows_one():
    assert "#t-coeducation" in page('{% icon "t-made-by-an-editor" %}')


@pytest.mark.django_db
def test_every_theme_of_the_vocabulary_is_drawn():
    missing = [t.pictogram for t in Theme.objects.all() if t.pictogram not in symbols()]

    assert missing == []


# ---------------------------------------------------------------- typography


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Qui vient ?", "Qui vient\u202f?"),
        ("Reste : deux", "Reste\u00a0: deux"),
        ("« Bonjour »", "«\u00a0Bonjour\u00a0»"),
        ("à 12 km", "à 12\u00a0km"),
        ("sans espace", "sans espace"),
    ],
)
def test_spaces_of_french_typography_do_not_break(written, read):
    template = Template("{{ text|nbsp }}")

    assert template.render(Context({"text": written})) == read


def test_typography_filter_does_not_let_html_through():
    html = Template("{{ text|nbsp }}").render(Context({"text": "<b>Qui ?</b>"}))

    assert "<b>" not in html


@pytest.mark.parametrize(
    ("count", "read"), [(0, "école"), (1, "école"), (1.5, "école"), (2, "écoles")]
)
def test_nothing_is_singular(count, read):
    source = Template("école{{ n|pluralize }} {{ rows|pluralize:'est,sont' }}")
    assert source.render(Context({"n": count, "rows": []})) == f"{read} est"


def test_thousands_are_grouped_and_decimals_have_a_comma():
    template = Template("{{ whole|number }} {{ part|number }}")

    html = template.render(Context({"whole": 12345, "part": 3.5}))

    assert html == "12\u202f345 3,5"


# ---------------------------------------------------------------- navigation


def test_longest_address_is_the_current_one():
    current = [
        link.url for link in public_navigation("/ressources/x/") if link.is_current
    ]

    assert current == ["/ressources/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "seen", "unseen"),
    [
        ("ada", "Mes ateliers", "Tableau de bord"),
        ("ben", "Ma candidature", "Mes ateliers"),
        ("cora", "Tableau de bord", "Mes ateliers"),
        ("dora", "Mon école", "Tableau de bord"),
        ("nat", "Tableau de bord", "Mon école"),
        ("eve", "Ma candidature", "Tableau de bord"),
    ],
)
def test_member_navigation_follows_the_role(request, person, seen, unseen):
    http = RequestFactory().get("/")
    http.user = request.getfixturevalue(person)

    labels = [str(link.label) for link in member_navigation(http)]

    assert seen in labels
    assert unseen not in labels


def test_member_navigation_costs_one_query(cora, django_assert_num_queries):
    http = RequestFactory().get("/")
    http.user = cora
    # 1: what the person is, in one row (mentor, school, coordinator, permissions)
    with django_assert_num_queries(1):
        member_navigation(http)


def test_signed_in_person_sees_their_page_and_may_sign_out(client_for, ada):
    html = client_for(ada).get("/compte/email/").content.decode()

    assert "Mes ateliers" in html
    assert '<form action="/compte/logout/" method="post">' in html


def test_public_page_is_the_same_for_everyone(client, client_for, ada):
    """A page may be cached for all: it must not know who is looking."""
    anonymous = client.get("/nulle-part/")
    signed_in = client_for(ada).get("/nulle-part/")

    assert signed_in.content == anonymous.content
    assert not anonymous.cookies


# ---------------------------------------------------------------- error pages


def refuse(request):
    raise PermissionDenied


def break_down(request):
    raise ValueError


def lose_database(request):
    raise OperationalError


urlpatterns = [
    path("refuse/", refuse),
    path("break/", break_down),
    path("lose/", lose_database),
]
handler403, handler500 = views.permission_denied, views.server_error


@pytest.mark.urls("tests.cms.test_chrome")
@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("/refuse/", 403, "Cette page est réservée"),
        ("/break/", 500, "Un souci de notre côté"),
        ("/lose/", 503, "Le site reprend son souffle"),
    ],
)
@pytest.mark.django_db
def test_error_page_is_french_with_its_status_and_no_query(
    client, django_assert_num_queries, url, status, said
):
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get(url)

    assert response.status_code == status
    assert said in response.content.decode()
    assert '<html lang="fr"' in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "said"),
    [
        (views.bad_request, 400, "Nous n’avons pas compris"),
        (views.page_not_found, 404, "Cette page s’est absentée"),
    ],
)
def test_page_of_a_refused_address_needs_no_database(view, status, said):
    """No `db` fixture: a query would fail this test."""
    response = view(RequestFactory().get("/x/"), None)

    assert response.status_code == status
    assert said in response.content.decode()


@pytest.mark.django_db
def test_unknown_address_answers_404(client):
    assert client.get("/n-existe-pas/").status_code == 404


@pytest.mark.urls("tests.cms.test_chrome")
def test_lost_database_says_when_to_come_back(client):
    client.raise_request_exception = False

    assert client.get("/lose/")["Retry-After"] == "30"
