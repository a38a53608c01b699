"""The editors' form: lists typed one item per line, and what publishing asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput


class LinesField(forms.CharField):
    """A list of short texts, edited as one line each."""

    widget = AdminAutoHeightTextInput

    def __init__(self, *, most: int, longest: int = 200, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])

    def to_python(self, value: Any) -> list[str]:
        lines = (line.strip(" -•\t") for line in (value or "").splitlines())
        return [line for line in lines if line]

    def validate(self, value: list[str]) -> None:
        if len(value) > self.most:
            raise forms.ValidationError(
                _("%(most)s lignes au plus, il y en a %(count)s."),
                params={"most": self.most, "count": len(value)},
            )
        if any(len(line) > self.longest for line in value):
            raise forms.ValidationError(
                _("Une ligne dépasse %(longest)s caractères."),
                params={"longest": self.longest},
            )

    def run_validators(self, value: list[str]) -> None:
        """The lines were checked above; text validators do not know lists."""


class ResourcePageForm(WagtailAdminPageForm):
    key_points = LinesField(
        label=_("En bref"),
        most=5,
        help_text=_("Une idée par ligne, de une à cinq. Commencez par un verbe."),
    )
    questions = LinesField(
        label=_("Questions à poser à l’enfant"),
        most=3,
        help_text=_("Une question par ligne, deux ou trois."),
    )

    def clean(self) -> dict[str, Any]:
        """A draft may be incomplete; a publication may not."""
        cleaned = super().clean()
        if self.is_deferred_validation:
            return cleaned
        for field, message in missing_for_publication(cleaned).items():
            if field in self.fields and field not in self.errors:
                self.add_error(field, message)
        return cleaned


ASKED = {
    "summary": _("Il manque le résumé : c’est ce que lit d’abord un parent."),
    "theme": _("Choisissez le thème principal."),
    "audiences": _("Dites à qui la ressource s’adresse."),
    "licence": _("Choisissez une licence."),
    "content_owner": _("Nommez la personne responsable du contenu."),
    "last_reviewed_on": _("Donnez la date de la dernière vérification."),
    "next_review_on": _("Donnez la date de la prochaine relecture."),
}
ASKED_OF_EXTERNAL = {
    "source_name": _("Une ressource d’un autre site cite sa source."),
    "source_url": _("Donnez l’adresse de la ressource."),
}
MEDIA = ("video", "video_url", "transcript")
FALC = "falc"


def missing_for_publication(values: dict[str, Any]) -> dict[str, Any]:
    """Return {field: message} for each value that publishing asks and lacks."""
    asked = dict(ASKED)
    if values.get("kind") == "external":
        asked |= ASKED_OF_EXTERNAL
    missing = {name: text for name, text in asked.items() if not values.get(name)}
    if (values.get("video") or values.get("video_url")) and not values["transcript"]:
        missing["transcript"] = _("Une vidéo se publie avec sa transcription.")
    level = values.get("reading_level")
    if level and level.slug == FALC and not values["proofreaders"]:
        missing["proofreaders"] = _("Un texte FALC nomme les personnes qui l’ont relu.")
    reviewed, due = values.get("last_reviewed_on"), values.get("next_review_on")
    if reviewed and due and due <= reviewed:
        missing["next_review_on"] = _("La prochaine relecture vient après la dernière.")
    return missing
