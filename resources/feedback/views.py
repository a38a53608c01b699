"""Where feedback arrives, is thanked for, and read on; public and without a cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from resources.feedback import protection
from resources.feedback.forms import (
    CommentForm,
    ErrorReportForm,
    FeedbackForm,
    VoteForm,
)
from resources.feedback.shown import comments_of, is_sensitive, reasons
from resources.feedback.tokens import read, sign
from resources.generations.models import SITE
from resources.generations.public import public_page

PER_PAGE = 20
TOO_LONG = _("Votre message est trop long. Revenez en arrière et raccourcissez-le.")
TOO_OLD = _(
    "Cette page était ouverte depuis longtemps. Relisez, puis envoyez de nouveau."
)
TRAPPED = _(
    "Un champ caché, qui doit rester vide, était rempli. Nous l’avons vidé : envoyez "
    "de nouveau."
)
TOO_MANY = _(
    "Beaucoup de messages viennent d’arriver de votre réseau. Réessayez dans dix "
    "minutes, votre texte est encore là."
)
NOT_HERE = _("Sur ce sujet, nous ne publions pas de commentaires.")
# Name of the thanks → what to say, where to go back to.
THANKS = {
    "vote": (_("Merci, votre réponse est comptée."), "avis"),
    "vote-only": (
        _(
            "Merci, votre réponse est comptée. Votre phrase semblait contenir une "
            "adresse ou un numéro : nous ne l’avons pas gardée."
        ),
        "avis",
    ),
    "report": (_("Merci. L’équipe va regarder cette erreur."), "avis"),
    "comment": (
        _("Merci. Votre mot sera lu par l’équipe avant d’être publié."),
        "mots",
    ),
}

View = Callable[[HttpRequest], HttpResponse]


class SeeOther(HttpResponseRedirect):
    status_code = 303


def from_our_pages(view: View) -> View:
    """No cookie, so no CSRF token: where the form was, and its size, are checked."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not protection.is_from_here(request):
            raise PermissionDenied
        if protection.is_too_large(request):
            context = {"message": TOO_LONG}
            return render(
                request, "resources/feedback/refused.html", context, status=413
            )
        return view(request)

    return checked


@from_our_pages
def vote(request: HttpRequest) -> HttpResponse:
    return receive(request, VoteForm(request.POST, terms=list(reasons())))


@from_our_pages
def report_error(request: HttpRequest) -> HttpResponse:
    return receive(request, ErrorReportForm(request.POST))


@from_our_pages
def comment(request: HttpRequest) -> HttpResponse:
    return receive(request, CommentForm(request.POST))


def receive(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """Store what `form` says and send on to the thanks, or show it again, whole.

    A forged token is a 400; a page that a stranger may not read is a 404.
    """
    signed = read(request.POST.get("token", ""))
    if signed is None:
        raise BadRequest
    page = readable(signed.page_id)
    status = 400
    if form.is_valid():
        refusal, status = refusal_of(request, form, page, signed.is_fresh)
        if not refusal:
            said = (page.pk, form.said())
            number = protection.submission_of(request, form.kind, said)
            thanks = {"what": form.store(page, number), "pk": page.pk}
            return SeeOther(reverse("library:feedback_thanks", kwargs=thanks))
        form.add_error(None, refusal)
    context = {"form": form, "page": page, "token": sign(page.pk)}
    return render(request, "resources/feedback/refused.html", context, status=status)


def refusal_of(
    request: HttpRequest, form: FeedbackForm, page: Page, is_fresh: bool
) -> tuple[Any, int]:
    """Return why a well-filled form is not taken, and the status; "" when it is."""
    if form.kind == "comment" and is_sensitive(page):
        return NOT_HERE, 400
    if protection.is_trapped(request):
        return TRAPPED, 400
    if not is_fresh:
        return TOO_OLD, 400
    if protection.comes_too_often(request, form.kind):
        return TOO_MANY, 429
    return "", 200


def readable(page_id: int) -> Page:
    """Return the specific page if anyone may read it, else raise Http404."""
    page = Page.objects.live().public().filter(pk=page_id).first()
    if page is None:
        raise Http404
    return page.specific


@require_safe
@public_page(SITE, reads=[])
def thanks(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    if what not in THANKS:
        raise Http404
    said, anchor = THANKS[what]
    context = {"page": readable(pk), "said": said, "anchor": anchor}
    return render(request, "resources/feedback/thanks.html", context)


@require_safe
@public_page(SITE, reads=["page"])
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was published about a page; nothing on a subject that hurts."""
    page = readable(pk)
    if is_sensitive(page):
        raise Http404
    shown = Paginator(comments_of(page), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "comments": shown}
    return render(request, "resources/feedback/comments.html", context)
