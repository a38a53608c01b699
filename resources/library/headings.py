"""The few words around a translated text, in its language, else in French."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from resources.vocabularies.models import Term

FRENCH = "fr"


@dataclass(frozen=True)
class Headings:
    """Titles of the parts of a reading, and the language they are written in."""

    language: str
    direction: str
    brief: str
    simple: str
    detail: str
    together: str
    questions: str


# language → in brief, plain language, in detail, together tonight, questions to ask
TRANSLATED = {
    "ar": (
        "باختصار",
        "بلغة بسيطة",
        "بالتفصيل",
        "لنفعله معًا هذا المساء",
        "أسئلة تطرحها",
    ),
    "tr": (
        "Kısaca",
        "Sade bir dille",
        "Ayrıntılı olarak",
        "Bu akşam birlikte",
        "Sorabileceğiniz sorular",
    ),
    "pt": (
        "Em resumo",
        "Em linguagem simples",
        "Em pormenor",
        "Para fazer juntos esta noite",
        "Perguntas a fazer",
    ),
}


def headings(language: Term) -> Headings:
    if known := TRANSLATED.get(language.slug):
        direction = "rtl" if language.is_rtl else "ltr"
        return Headings(language.slug, direction, *known)
    return Headings(
        FRENCH,
        "ltr",
        _("En bref"),
        _("Langage simple"),
        _("En détail"),
        _("À faire ensemble ce soir"),
        _("Des questions à poser, sans écran"),
    )
