"""The admin in our colours, and published pages marked for the page cache."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Page

from cms.accounts import erasing  # noqa: F401
from cms.media.parts import serve_part
from resources.generations.public import share

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponseBase]


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("on_serve_page")
def share_pages(serve_next: Serve) -> Serve:
    """A page reads nothing of its visitor; `reads_parameters` names what it reads."""

    def serve(
        page: Page, request: HttpRequest, args: Any, kwargs: Any
    ) -> HttpResponseBase:
        response = serve_next(page, request, args, kwargs)
        return share(response, reads=getattr(page, "reads_parameters", None))

    return serve


# After Wagtail's own hook, which says who may read the document.
hooks.register("before_serve_document", serve_part, order=10)
