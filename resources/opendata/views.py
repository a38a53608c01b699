"""The library as a table, and the page that tells other systems where things are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from resources.exports.spreadsheet import csv_response
from resources.generations.models import LIBRARY, SITE
from resources.generations.public import public_page
from resources.library.answer import find
from resources.library.filters import LibraryFilter
from resources.metadata.addresses import absolute
from resources.opendata.api import api
from resources.opendata.problems import Refused, check_filters, refused
from resources.opendata.table import COLUMNS, FILTER, library_csv, spoken_filters
from resources.vocabularies.models import Theme

READS = [name for name in LibraryFilter.PARAMETERS if name != "page"]


@require_safe
@public_page(LIBRARY, SITE, reads=READS)
def library_table(request: HttpRequest) -> HttpResponse:
    """Every resource that the library's filters find, in one file."""
    found = find(request.GET)
    try:
        check_filters(request.GET, found.asked)
    except Refused as refusal:
        return refused(request, refusal)
    name = "bibliotheque-filtree.csv" if spoken_filters(found) else "bibliotheque.csv"
    response = csv_response(library_csv(found, request), name)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@public_page(LIBRARY, SITE, reads=[])
def documentation(request: HttpRequest) -> HttpResponse:
    """List what other systems may take: one query, for the themes' feeds."""
    root = reverse("api:api-root")
    schema = api.get_openapi_schema(path_prefix=root)
    offers = [
        {
            "path": path,
            "summary": operations["get"]["summary"],
            "example": None if "{" in path else absolute(request, path),
        }
        for path, operations in schema["paths"].items()
    ]
    return render(
        request,
        "resources/opendata/documentation.html",
        {
            "themes": Theme.objects.in_use().top(),
            "offers": offers,
            "columns": [
                *((name, what) for name, what, _read in COLUMNS),
                (FILTER, _("filtres du fichier, vide s’il est entier")),
            ],
            "base": absolute(request, root),
            "table": absolute(request, reverse("opendata:table")),
        },
    )
