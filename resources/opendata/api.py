"""The read-only API: what the library publishes, for other systems.

No account, no cookie, no key: every answer is the same for everybody, and kept whole by
the page cache. GET and HEAD only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.decorators import decorate_view

from resources.generations.models import LIBRARY, SITE
from resources.generations.public import View, public_page
from resources.glossary.models import GlossaryTerm
from resources.help.models import HelpContact
from resources.library.answer import find
from resources.library.filters import FACETS, LibraryFilter
from resources.opendata import rows, schemas
from resources.opendata.fetching import readable_answers, readable_collections
from resources.opendata.paging import page_of
from resources.opendata.problems import Refused, check_filters, not_found, refused
from resources.vocabularies.models import Term, Theme, Vocabulary

DESCRIPTION = _(
    "Les ressources relues de Coéduc, en lecture seule. Les notices sont sous licence "
    "ouverte 2.0 ; chaque texte garde la licence écrite dans sa notice."
)

api = NinjaAPI(
    title="Coéduc",
    version="1",
    description=str(DESCRIPTION),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
api.add_exception_handler(Refused, refused)
api.add_exception_handler(Http404, not_found)

PAGE = {
    "name": "page",
    "in": "query",
    "schema": {"type": "integer", "minimum": 1, "default": 1},
}
FILTERS = [
    {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 200}},
    *(
        {
            "name": name,
            "in": "query",
            "description": f"{label}. Se répète : l’un ou l’autre.",
            "schema": {"type": "array", "items": {"type": "string"}},
            "explode": True,
        }
        for name, label in FACETS.items()
    ),
    {
        "name": "tri",
        "in": "query",
        "schema": {"enum": ["pertinence", "verification", "duree"]},
    },
    {"name": "exact", "in": "query", "schema": {"enum": ["1"]}},
    PAGE,
]
PROBLEMS = {400: schemas.ProblemOut, 404: schemas.ProblemOut}


def open_to_all(view: View) -> View:
    """Let a page of another site read the answer."""

    def opened(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


def offers(
    path: str, shape: Any, *, reads: Any = (), parameters: Any = ()
) -> Callable[[Any], Any]:
    """Register a public answer under `path`; `reads` are the parameters it looks at."""

    def register(function: Callable[..., Any]) -> Any:
        shared = public_page(LIBRARY, SITE, reads=reads)
        return api.api_operation(
            ["GET", "HEAD"],
            path,
            response={200: shape} | PROBLEMS,
            url_name=function.__name__,
            summary=(function.__doc__ or "").splitlines()[0],
            openapi_extra={"parameters": list(parameters)} if parameters else None,
        )(decorate_view(open_to_all, shared)(function))

    return register


@offers(
    "resources",
    schemas.PageOf[schemas.ResourceOut],
    reads=LibraryFilter.PARAMETERS,
    parameters=FILTERS,
)
def resources(request: HttpRequest) -> dict[str, Any]:
    """Les notices, avec les filtres de la bibliothèque."""
    found = find(request.GET)
    check_filters(request.GET, found.asked)
    show = partial(rows.resource, request=request)
    return page_of(request, found.ids, show, fetch=_described)


def _described(ids: list[int]) -> list[Any]:
    pages = rows.described().in_bulk(ids) if ids else {}
    return [pages[pk] for pk in ids if pk in pages]


@offers("resources/{int:pk}", schemas.WholeResourceOut)
def resource(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Une ressource entière : sa notice et son texte."""
    if page := rows.described().filter(pk=pk).first():
        return rows.whole_resource(page, request)
    raise Http404


@offers(
    "collections",
    schemas.PageOf[schemas.CollectionOut],
    reads=["page"],
    parameters=[PAGE],
)
def collections(request: HttpRequest) -> dict[str, Any]:
    """Les mallettes, et leurs ressources dans l’ordre."""
    return page_of(
        request, readable_collections(), partial(rows.collection, request=request)
    )


@offers("answers", schemas.PageOf[schemas.AnswerOut], reads=["page"], parameters=[PAGE])
def answers(request: HttpRequest) -> dict[str, Any]:
    """Les questions de parents et leur réponse courte."""
    return page_of(request, readable_answers(), partial(rows.answer, request=request))


@offers("glossary", schemas.PageOf[schemas.WordOut], reads=["page"], parameters=[PAGE])
def glossary(request: HttpRequest) -> dict[str, Any]:
    """Les mots du glossaire."""
    return page_of(request, GlossaryTerm.objects.all(), _word)


def _word(term: GlossaryTerm) -> dict[str, Any]:
    said = {"slug": term.slug, "word": term.word, "definition": term.definition}
    return said | {"forms": rows.names(term.forms)}


@offers(
    "help-contacts",
    schemas.PageOf[schemas.ContactOut],
    reads=["page"],
    parameters=[PAGE],
)
def help_contacts(request: HttpRequest) -> dict[str, Any]:
    """Les contacts d’aide dont une personne a vérifié les horaires."""
    contacts = HelpContact.objects.published().prefetch_related("themes")
    return page_of(request, contacts, partial(rows.contact, request=request))


@offers("vocabularies", schemas.VocabulariesOut)
def vocabularies(request: HttpRequest) -> dict[str, Any]:
    """Les thèmes, les termes et les licences, avec leurs codes."""
    terms: dict[str, list[Any]] = {
        name: [] for name in Vocabulary.values if name != Vocabulary.LICENCE
    }
    licences = []
    for term in Term.objects.filter(is_retired=False):
        if term.vocabulary == Vocabulary.LICENCE:
            licences.append(rows.licence(term))
        else:
            terms[term.vocabulary].append(rows.term(term))
    themes = Theme.objects.in_use().select_related("parent")
    return {
        "themes": [_theme(theme, request) for theme in themes],
        "terms": terms,
        "licences": licences,
    }


def _theme(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    feed = request.build_absolute_uri(reverse("feeds:theme", args=[theme.slug]))
    parent = theme.parent.slug if theme.parent else None
    known = {"question": theme.question, "parent": parent, "feed": feed}
    return rows.theme_ref(theme) | known


@open_to_all
@public_page(SITE, reads=[])
def openapi(request: HttpRequest) -> JsonResponse:
    """The description of all this, in OpenAPI 3.1."""
    schema = api.get_openapi_schema(path_prefix=reverse("api:api-root"))
    for operations in schema["paths"].values():
        operations.pop("head", None)
    return JsonResponse(schema, json_dumps_params={"ensure_ascii": False})
