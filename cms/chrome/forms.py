"""How forms are drawn: one renderer, one field template, no class in any form."""

from __future__ import annotations

from django.forms import BoundField, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString


class FormRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"


def kind(field: BoundField) -> str:
    """Name the drawing: check, choices, list, grid, stepper, group, trap or text."""
    widget = field.field.widget
    if str(widget.attrs.get("tabindex")) == "-1":
        return "trap"  # allauth's honeypot: machines fill it, people never meet it
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if "data-grid" in widget.attrs:
        return "grid"
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "list" if "data-list" in widget.attrs else "choices"
    if isinstance(widget, widgets.MultiWidget | widgets.SelectDateWidget):
        return "group"
    return "stepper" if "data-stepper" in widget.attrs else "text"


def control(field: BoundField) -> SafeString:
    """Render the widget; what is typed in or unfolded gets the class `in`."""
    if kind(field) in ("check", "choices", "list", "grid"):
        return field.as_widget()
    own = field.field.widget.attrs
    attrs = {"class": f"in {own.get('class', '')}".strip()}
    if _repeats_label(field, str(own.get("placeholder", ""))):
        attrs["placeholder"] = False
    return field.as_widget(attrs=attrs)


def _repeats_label(field: BoundField, placeholder: str) -> bool:
    """A placeholder that says the label again is noise; an example is help."""
    return bool(placeholder) and str(field.label).casefold() in placeholder.casefold()


def is_optional(field: BoundField) -> bool:
    """Say « facultatif » only where it helps: a form that also asks for something."""
    return not field.field.required and any(
        other.required for other in field.form.fields.values()
    )
