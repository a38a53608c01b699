"""A number of page that means nothing shows a page, on every list of the site."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, path, reverse
from django.views.generic import ListView

from cms.urls import urlpatterns
from resources.paging import PagedListView
from tests import factories as make

OURS = ("cms", "community", "mentors", "resources")


def our_lists(resolver: Any) -> Iterator[type[ListView]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from our_lists(pattern)
            continue
        view = getattr(pattern.callback, "view_class", object)
        if issubclass(view, ListView) and view.__module__.startswith(OURS):
            yield view


def unforgiving() -> set[str]:
    lists = our_lists(get_resolver())
    return {view.__name__ for view in lists if not issubclass(view, PagedListView)}


@pytest.mark.parametrize(
    ("page", "shown"),
    [("", 1), ("2", 2), ("é", 1), ("0", 2), ("99", 2), ("9" * 5000, 1), ("\0", 1)],
)
def test_a_page_is_always_shown(client_for, cora, aisne, page, shown):
    make.SchoolFactory.create_batch(26, territory=aisne)

    response = client_for(cora).get(reverse("schools:list"), {"page": page})

    assert response.status_code == 200
    assert response.context["page_obj"].number == shown


def test_every_list_forgives():
    assert len(set(our_lists(get_resolver()))) > 8
    assert unforgiving() == set()


def test_list_that_does_not_is_seen(monkeypatch):
    class Planted(ListView):
        __module__ = "community.planted"

    planted = path("liste/", Planted.as_view())
    monkeypatch.setattr(get_resolver(), "url_patterns", [*urlpatterns, planted])

    assert unforgiving() == {"Planted"}
