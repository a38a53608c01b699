"""Pages found by a name they no longer have, for addresses that are not in the tree.

Wagtail keeps a redirect from each address that a published page had; what is made of a
page's slug elsewhere (a poster, a feed, a bag that was sent) follows the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


def renamed(model: type[Page], slugs: Iterable[str] | None = None) -> dict[str, int]:
    """Return {former slug: page id} of the pages of `model`, in one query.

    Where two pages had the same slug in turn, the last one to leave it has it.
    """
    kind = ContentType.objects.get_for_model(model)
    rows = Redirect.objects.filter(redirect_page__content_type=kind)
    found = rows.order_by("pk").values_list("old_path", "redirect_page_id")
    names = {path.rpartition("/")[2]: pk for path, pk in found if pk}
    if slugs is None:
        return names
    return {slug: names[slug] for slug in slugs if slug in names}
