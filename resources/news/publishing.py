"""Publish a piece of news from plain data, as the demonstration does."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db import transaction

from resources.library.publishing import rich_text
from resources.news.models import NewsIndexPage, NewsPage
from resources.territories.models import Territory


@transaction.atomic
def create_news(index: NewsIndexPage, data: dict[str, Any], today: dt.date) -> NewsPage:
    """Publish what `data` describes; return it as it is if it exists.

    `data` has title, slug, summary, days_ago (before `today`), territories (codes) and
    `sections`: a list of {heading, text}.
    """
    known = NewsPage.objects.child_of(index).filter(slug=data["slug"]).first()
    if known:
        return known
    body = [
        {
            "type": "section",
            "value": {"heading": part["heading"], "text": rich_text(part["text"])},
        }
        for part in data["sections"]
    ]
    page = NewsPage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        dated_on=today - dt.timedelta(days=data["days_ago"]),
        body=json.dumps(body),
        live=False,
    )
    page.territories = list(Territory.objects.filter(pk__in=data["territories"]))
    index.add_child(instance=page)
    page.save_revision().publish(skip_permission_checks=True)
    return NewsPage.objects.get(pk=page.pk)
