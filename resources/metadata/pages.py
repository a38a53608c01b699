"""Collections, answers, news, glossary and library as schema.org nodes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from resources.answers.models import AnswerPage
from resources.collections.models import CollectionPage
from resources.glossary.models import GlossaryPage, GlossaryTerm
from resources.library.models import ResourceIndexPage, ResourcePage
from resources.metadata.addresses import absolute, page_url
from resources.metadata.jsonld import Context, Node, describes
from resources.metadata.learning import publisher
from resources.news.models import NewsPage


@describes(ResourceIndexPage)
def library(page: ResourceIndexPage, request: HttpRequest, context: Context) -> Node:
    return _page_node("CollectionPage", page, request)


@describes(CollectionPage)
def collection(page: CollectionPage, request: HttpRequest, context: Context) -> Node:
    """One query for the resources, one for what is restricted."""
    found = ResourcePage.objects.published().filter(collection_items__collection=page)
    resources = found.order_by("collection_items__sort_order").only(
        "title", "url_path", "depth", "content_type", "live"
    )
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": resource.title,
            "url": page_url(request, resource),
        }
        for position, resource in enumerate(resources, start=1)
    ]
    return _page_node("Collection", page, request) | {
        "description": page.summary,
        "dateModified": _day(page.last_reviewed_on),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": items,
        },
    }


@describes(AnswerPage)
def answer(page: AnswerPage, request: HttpRequest, context: Context) -> Node:
    """One question that the site itself answers: a page of one frequent question."""
    url = page_url(request, page)
    reply: Node = {"@type": "Answer", "text": page.short_answer, "url": url}
    question: Node = {
        "@type": "Question",
        "name": page.title,
        "acceptedAnswer": reply | {"author": publisher(request)},
    }
    return _page_node("FAQPage", page, request) | {
        "dateModified": _day(page.last_reviewed_on),
        "mainEntity": [question],
    }


@describes(NewsPage)
def news(page: NewsPage, request: HttpRequest, context: Context) -> Node:
    return _page_node("Article", page, request) | {
        "headline": page.title,
        "description": page.summary,
        "datePublished": _day(page.dated_on),
        "author": publisher(request),
    }


@describes(GlossaryPage)
def glossary(page: GlossaryPage, request: HttpRequest, context: Context) -> Node:
    """One query for the words."""
    url = page_url(request, page)
    return _page_node("DefinedTermSet", page, request) | {
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{url}#{term.slug}",
                "name": term.word,
                "description": term.definition,
            }
            for term in GlossaryTerm.objects.all()
        ]
    }


def _page_node(kind: str, page: Page, request: HttpRequest) -> Node:
    url = page_url(request, page)
    return {
        "@type": kind,
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.search_description or getattr(page, "introduction", ""),
        "inLanguage": "fr",
        "publisher": publisher(request),
    }


def website(request: HttpRequest, name: str, description: str, search: str) -> Node:
    """The site itself, for its home page; `search` is the path of the library."""
    query = f"{absolute(request, search)}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{absolute(request, '/')}#site",
        "url": absolute(request, "/"),
        "name": name,
        "description": description,
        "inLanguage": "fr",
        "publisher": publisher(request),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": query},
            "query-input": "required name=search_term_string",
        },
    }


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
