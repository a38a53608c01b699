"""How a field is drawn: label, hint, error and control tied together."""

import re

import pytest
from django import forms


class Visit(forms.Form):
    email = forms.EmailField(label="Votre adresse", help_text="Celle de l’invitation.")
    people = forms.IntegerField(
        label="Combien de personnes", widget=forms.NumberInput({"data-stepper": ""})
    )
    minutes = forms.ChoiceField(
        label="Durée",
        choices=[("30", "30 min"), ("60", "1 h")],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        choices=[("a", "Sommeil"), ("b", "Devoirs")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Je suis d’accord")


def attribute(html: str, element: str, name: str) -> str:
    tag = re.search(element, html).group(0)
    return re.search(rf'{name}="([^"]*)"', tag).group(1)


def test_valid_field_has_label_hint_and_class():
    html = str(Visit()["email"].as_field_group())

    assert '<label for="id_email">Votre adresse' in html
    assert attribute(html, "<input[^>]*>", "class") == "in"
    assert attribute(html, "<input[^>]*>", "aria-describedby") == "id_email_helptext"
    assert "aria-invalid" not in html


def test_error_is_tied_to_its_field():
    html = str(Visit({"email": "nadia.exemple.fr"})["email"].as_field_group())

    described = attribute(html, "<input[^>]*>", "aria-describedby").split()
    assert set(described) == {"id_email_helptext", "id_email_error"}
    assert all(f'id="{one}"' in html for one in described)
    assert attribute(html, "<input[^>]*>", "aria-invalid") == "true"


def test_order_is_label_hint_error_control():
    html = str(Visit({"email": "x"})["email"].as_field_group())

    order = [html.index(part) for part in ("<label", "_helptext", "_error", "<input")]
    assert order == sorted(order)


def test_choices_are_a_group_with_a_legend():
    html = str(Visit({})["minutes"].as_field_group())

    assert '<fieldset class="field" id="id_minutes" aria-describedby=' in html
    assert "<legend>Durée" in html
    assert html.count('class="pick"') == 2


def test_stepper_buttons_wait_for_javascript():
    html = str(Visit()["people"].as_field_group())

    assert html.count('type="button" data-js hidden data-step') == 2
    assert 'type="number"' in html


def test_placeholder_that_repeats_the_label_is_dropped():
    class Named(forms.Form):
        name = forms.CharField(
            label="Nom", widget=forms.TextInput({"placeholder": "Nom"})
        )
        place = forms.CharField(
            label="Ville", widget=forms.TextInput({"placeholder": "Laon"})
        )

    html = str(Named())

    assert 'placeholder="Nom"' not in html
    assert 'placeholder="Laon"' in html


def test_honeypot_is_hidden_from_people():
    class Trapped(forms.Form):
        trap = forms.CharField(widget=forms.TextInput({"tabindex": "-1"}))

    assert re.search(
        r"<div hidden>\s*<label[^>]*>Trap</label>\s*<input", str(Trapped())
    )


def test_optional_is_said_only_where_something_is_asked():
    class Filters(forms.Form):
        query = forms.CharField(required=False)

    assert "(facultatif)" in str(Visit()["themes"].as_field_group())
    assert "(facultatif)" not in str(Visit()["email"].as_field_group())
    assert "(facultatif)" not in str(Filters()["query"].as_field_group())


def test_refused_form_begins_with_links_to_its_fields():
    html = str(Visit({"email": "x"}))

    summary = html[: html.index('class="field"')]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert 'role="alert"' in summary
    assert targets == ["id_email", "id_people", "id_minutes", "id_agreed"]
    assert all(f'id="{target}"' in html for target in targets)


def test_unsent_form_has_no_summary():
    assert 'role="alert"' not in str(Visit())


def test_error_text_is_escaped():
    class Echo(forms.Form):
        word = forms.CharField()

        def clean_word(self):
            raise forms.ValidationError("<script>")

    html = str(Echo({"word": "x"}))

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/compte/login/", "/compte/signup/"])
def test_account_pages_wear_the_design(client, url):
    html = client.get(url).content.decode()

    assert '<label for="id_' in html
    assert 'class="in"' in html
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
