"""How editors look after help contacts: the check first, it is what publishes."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from resources.help.models import HelpContact, HelpContactQuerySet


class HelpContactFilterSet(WagtailFilterSet):
    to_check = django_filters.ChoiceFilter(
        label=_("Vérification"),
        choices=[("oui", _("à vérifier"))],
        method="filter_to_check",
        empty_label=_("Tous"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = HelpContact
        fields: list[str] = ["is_emergency"]

    def filter_to_check(
        self, contacts: HelpContactQuerySet, name: str, value: Any
    ) -> HelpContactQuerySet:
        return contacts.to_check()


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


HELP_CONTACT_PANELS = [
    MultiFieldPanel(
        [_row("checked_on", "check_again_on")],
        heading=_("Vérification"),
        help_text=_(
            "Un contact sans date de vérification n’est pas montré aux lecteurs."
        ),
    ),
    FieldPanel("name"),
    FieldPanel("purpose"),
    _row("number", "by_text_message"),
    FieldPanel("hours"),
    _row("is_free", "is_emergency"),
    FieldPanel("website"),
    FieldPanel("chat_url"),
    FieldPanel("languages"),
    FieldPanel("deaf_access"),
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    _row("position", "slug"),
]
