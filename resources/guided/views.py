"""« Mon enfant a … ans et je m’inquiète… »: from a worry to one page, in two taps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.answers.filters import AnswerFilter
from resources.generations.models import LIBRARY, SITE
from resources.generations.public import public_page
from resources.guided.finding import offer
from resources.guided.worries import WORRIES, worries
from resources.vocabularies.models import Term, Theme, Vocabulary


@require_safe
@public_page(LIBRARY, SITE, reads=["age", "theme"])
def entry(request: HttpRequest) -> HttpResponse:
    """Answer `?age=&theme=`; without a known theme, the form, what is chosen kept."""
    themes = list(Theme.objects.in_use().select_related("parent"))
    ages = list(Term.objects.of(Vocabulary.AGE_BAND))
    asked = AnswerFilter(request.GET, themes, ages)
    context = {"asked": asked, "ages": ages, "worries": worries()}
    if not asked.theme:
        return render(request, "resources/guided/form.html", context)
    # A theme that is not one of the eight worries stays in the list once chosen.
    others = [theme for theme in themes if _is_offered(theme, asked.theme)]
    context |= {
        "others": others,
        "worry": WORRIES.get(asked.theme.slug),
        "offer": offer(asked.theme, asked.age),
    }
    return render(request, "resources/guided/answer.html", context)


def _is_offered(theme: Theme, chosen: Theme) -> bool:
    is_top = not theme.parent_id and theme.slug not in WORRIES
    return is_top or (theme == chosen and theme.slug not in WORRIES)
