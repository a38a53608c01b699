"""The texts of agreements in the admin: read, and written again as the next version."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import linebreaks_filter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from community.partnerships.texts import WORDS, AgreementTemplate
from resources.policies import RefusingPolicy
from resources.sanitiser import plain_text

LONGEST_TEXT = 50_000
BRACKETS = re.compile(r"\[([^\]\n]*)\]")


class VersionsPolicy(RefusingPolicy):
    """A version is signed as it is: nobody changes it, nobody takes it away."""

    refused = frozenset({"change", "delete"})


class VersionForm(WagtailAdminModelForm):
    """Whatever it was opened on stays; what is written becomes the next version."""

    def clean_title(self) -> str:
        return " ".join(plain_text(self.cleaned_data["title"], 160).split())

    def clean_body(self) -> str:
        body = plain_text(self.cleaned_data["body"], LONGEST_TEXT)
        if unknown := [word for word in BRACKETS.findall(body) if word not in WORDS]:
            raise ValidationError(
                _("Ce mot entre crochets n’existe pas : [%(word)s].")
                % {"word": unknown[0]}
            )
        return body

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        last = AgreementTemplate.objects.current(data.get("kind", ""))
        if last and (last.title, last.body.strip()) == (
            data.get("title"),
            data.get("body"),
        ):
            raise ValidationError(_("Ce texte est déjà celui de la dernière version."))
        return data

    def save(self, commit: bool = True) -> AgreementTemplate:
        self.instance.write_next()
        return self.instance


class VersionView(InspectView):
    def get_body_display_value(self) -> str:
        return linebreaks_filter(self.object.body)


WRITTEN = DateColumn(
    "created_at", label=gettext_lazy("Écrite le"), sort_key="created_at"
)


class AgreementTemplateViewSet(SnippetViewSet):
    model = AgreementTemplate
    icon = "doc-full"
    menu_label = gettext_lazy("Conventions")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["title", "kind", "version", WRITTEN]
    list_filter = ["kind"]
    inspect_view_enabled = True
    inspect_view_class = VersionView
    inspect_view_fields = ["kind", "version", "title", "body"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("title"),
            FieldPanel(
                "body",
                help_text=gettext_lazy(
                    "« ## » ouvre un titre, « - » une ligne de liste. Se remplissent : "
                    "%(words)s. Qui signe vient sous le texte, pas dedans."
                )
                % {"words": ", ".join(f"[{word}]" for word in WORDS)},
            ),
        ],
        base_form_class=VersionForm,
    )
