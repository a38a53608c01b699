"""The web app manifest: how the site is named and drawn on a phone's home screen."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from resources.generations.models import SITE
from resources.generations.public import public_page

# --paper and --board of the stylesheet.
PAPER, BOARD = "#faf6ee", "#10443a"
# file, sizes, purpose
ICONS = [
    ("cms/favicon.svg", "any", "any"),
    ("cms/icon-192.png", "192x192", "any"),
    ("cms/icon-512.png", "512x512", "any"),
    ("cms/icon-maskable.png", "512x512", "maskable"),
]


@require_safe
@public_page(SITE, reads=())
def manifest(request: HttpRequest) -> JsonResponse:
    body = {
        "id": "/",
        "name": _("Coéduc, les écrans de nos enfants"),
        "short_name": "Coéduc",
        "lang": "fr",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        # Reading goes from page to page: the way back stays in sight.
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": BOARD,
        "icons": [
            {"src": static(name), "sizes": sizes, "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [{"name": _("Mon sac"), "url": reverse("bag:bag")}],
    }
    return JsonResponse(body, content_type="application/manifest+json")
