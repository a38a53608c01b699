"""The three forms under a page; none asks who one is."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from resources.feedback import choices
from resources.feedback.choices import ErrorKind
from resources.feedback.models import Comment, ErrorReport, FromReader, Vote
from resources.personal import looks_personal
from resources.sanitiser import plain_text
from resources.vocabularies.models import Term

ROOM = 20_000  # longer than any limit below: a text too long is said, never cut
A_PARENT = _("Un parent")
TEXT_IS_PERSONAL = _(
    "Retirez l’adresse e-mail ou le numéro, puis envoyez de nouveau. Votre texte est "
    "encore là."
)


class PlainField(forms.CharField):
    """Text that went through the sanitiser before any check."""

    def to_python(self, value: Any) -> str:
        return plain_text(str(value), ROOM) if value else ""


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


class FeedbackForm(forms.Form):
    """What the three share. `kind` names the throttle, the address and the thanks."""

    kind: str
    button: Any
    anchor = "avis"
    model: type[FromReader]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.kind}-%s", **kwargs)

    def said(self) -> tuple:
        """The content, to tell a repetition from another message."""
        return tuple(str(self.cleaned_data.get(name)) for name in sorted(self.fields))

    def values(self) -> dict[str, Any]:
        """The columns of the row."""
        return self.cleaned_data

    def store(self, page: Page, submission: uuid.UUID) -> str:
        """Write one row for one submission; return the name of the thanks."""
        self.model.objects.get_or_create(
            submission=submission, defaults={"page_id": page.pk, **self.values()}
        )
        return self.kind


class VoteForm(FeedbackForm):
    """Yes, or no and why. `terms`: the reasons in use."""

    kind = "vote"
    button = _("Envoyer ma réponse")
    model = Vote

    useful = forms.ChoiceField(
        choices=[("oui", _("oui")), ("non", _("non"))],
        widget=forms.HiddenInput,
        initial="non",
        error_messages={"required": _("Dites oui ou non.")},
    )
    reason = forms.ChoiceField(
        label=_("Qu’est-ce qui n’allait pas ?"),
        required=False,
        widget=forms.RadioSelect(attrs={"data-list": ""}),
    )
    text = PlainField(
        label=_("Une phrase, si vous voulez"),
        required=False,
        max_length=choices.VOTE_TEXT,
        widget=area(2),
        help_text=_("Sans nom, sans numéro : seule l’équipe la lit."),
    )

    def __init__(self, *args: Any, terms: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {term.slug: term for term in terms}
        self.fields["reason"].choices = [(t.slug, t.label) for t in terms]
        self.text_was_dropped = False

    def clean_text(self) -> str:
        """A text that looks personal is not kept; the answer counts all the same."""
        text = self.cleaned_data["text"]
        self.text_was_dropped = looks_personal(text)
        return "" if self.text_was_dropped else text

    def values(self) -> dict[str, Any]:
        if self.cleaned_data["useful"] == "oui":
            return {"is_useful": True}
        return {
            "is_useful": False,
            "reason": self.terms.get(self.cleaned_data["reason"]),
            "text": self.cleaned_data["text"],
        }

    def store(self, page: Page, submission: uuid.UUID) -> str:
        kind = super().store(page, submission)
        return f"{kind}-only" if self.text_was_dropped else kind


class ErrorReportForm(FeedbackForm):
    kind = "report"
    button = _("Signaler l’erreur")
    model = ErrorReport

    what = forms.ChoiceField(
        label=_("Qu’avez-vous vu ?"),
        choices=ErrorKind.choices,
        widget=forms.RadioSelect(attrs={"data-list": ""}),
        error_messages={"required": _("Choisissez ce que vous avez vu.")},
    )
    text = PlainField(
        label=_("Où, et quoi ?"),
        required=False,
        max_length=choices.REPORT_TEXT,
        widget=area(3),
        help_text=_("Le mot ou la phrase en cause aide beaucoup."),
    )

    def clean_text(self) -> str:
        return without_personal(self.cleaned_data["text"])

    def values(self) -> dict[str, Any]:
        return {"kind": self.cleaned_data["what"], "text": self.cleaned_data["text"]}


class CommentForm(FeedbackForm):
    kind = "comment"
    button = _("Envoyer mon mot à l’équipe")
    anchor = "mots"
    model = Comment

    text = PlainField(
        label=_("Votre mot"),
        max_length=choices.COMMENT_TEXT,
        widget=area(4),
        help_text=_("Ce qui a marché chez vous, une astuce. Ne nommez aucun enfant."),
        error_messages={"required": _("Écrivez votre mot avant de l’envoyer.")},
    )
    pseudonym = PlainField(
        label=_("Votre pseudonyme"),
        required=False,
        max_length=choices.PSEUDONYM,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Pas votre nom. Sans pseudonyme, nous écrirons « Un parent »."),
    )

    def clean_text(self) -> str:
        return without_personal(self.cleaned_data["text"])

    def clean_pseudonym(self) -> str:
        pseudonym = " ".join(self.cleaned_data["pseudonym"].split())
        if looks_personal(pseudonym):
            raise ValidationError(_("Choisissez un pseudonyme sans adresse ni numéro."))
        return pseudonym or str(A_PARENT)


def without_personal(text: str) -> str:
    if looks_personal(text):
        raise ValidationError(TEXT_IS_PERSONAL)
    return text
