"""No value typed or forged gives a 500: each address, parameter and field, on purpose.

Names of parameters are read in our own sources, so that a new one is tried as well.
"""

import pickle
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cms.models import User
from resources.vocabularies.models import Theme
from tests import factories as make
from tests.cms.permissions_table import ARGUMENTS
from tests.cms.test_permissions import ROWS, address, people, things  # noqa: F401

HUGE = "9" * 30
HOSTILE = {
    "huge": HUGE,
    "longer than Python converts": "9" * 5000,
    "beyond 64 bits": str(2**63),
    "other digits": "²٣",
    "negative": "-1",
    "NUL": "a\0b",
    "markup": "<%{{'\"",
}
ROOMS = ("cms", "community", "mentors", "resources")
READ = re.compile(r"""\b(?:GET|POST|data|asked)\b[^"\n]{0,12}"(\w+)\"""")
FIELD = re.compile(r"^    (\w+) = (?:forms\.|\w*Field\()", re.MULTILINE)
# Where it leads to is tried by the tests of the doors.
ELSEWHERE = {"next"}


def parameters() -> list[str]:
    """The names of all that our sources read from a request."""
    sources = (p for room in ROOMS for p in Path(settings.BASE_DIR, room).rglob("*.py"))
    texts = [path.read_text() for path in sources if "migrations" not in path.parts]
    found = {n for text in texts for n in (*READ.findall(text), *FIELD.findall(text))}
    return sorted((found | {"page", "school", "themes", "languages"}) - ELSEWHERE)


PARAMETERS = parameters()


def visitor(name: str, clients: dict[str, Client]) -> Client:
    """Somebody who is let in."""
    allowed = [who for who, status in ROWS[name].items() if status in (200, 302)]
    return clients[allowed[-1] if allowed else "anonymous"]


def is_fault(send: Any, url: str, data: Any = None) -> bool:
    try:
        return send(url, data).status_code >= 500
    except Exception as error:  # noqa: BLE001
        print(url, repr(error)[:160])  # noqa: T201
        return True


def test_the_names_are_found():
    assert {"q", "rencontre", "shown", "end", "seen", "modele"} <= set(PARAMETERS)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_addresses(people, things, value):  # noqa: F811
    faults = []
    for name, arguments in ARGUMENTS.items():
        for argument in arguments:
            forged = {k: things.get(v, v) for k, v in arguments.items()}
            try:
                url = reverse(name, kwargs=forged | {argument: value})
            except NoReverseMatch:
                continue
            if is_fault(visitor(name, people).get, url):
                faults.append((name, argument))

    assert faults == []


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_questions(people, things, value):  # noqa: F811
    """Every address with every parameter at once, then the ones that lead elsewhere."""
    everything = dict.fromkeys(PARAMETERS, value)
    faults = [
        name
        for name in ROWS
        if is_fault(visitor(name, people).get, address(name, things), everything)
    ]

    assert faults == []


@pytest.mark.parametrize("alone", ["rencontre", "demande", "ecole", "modele", "city"])
@pytest.mark.parametrize("value", [HUGE, "a\0b", "²"])
def test_one_wrong_value_alone(people, things, alone, value):  # noqa: F811
    faults = [
        name
        for name in ("sessions:plan", "sessions:log", "requests:new", "schools:list")
        if name in ROWS
        and is_fault(visitor(name, people).get, address(name, things), {alone: value})
    ]

    assert faults == []


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_forms(people, things, value):  # noqa: F811
    """Each form sent with every field forged; then each of its fields alone."""
    faults = []
    everything = dict.fromkeys(PARAMETERS, value)
    for name in ROWS:
        client, url = visitor(name, people), address(name, things)
        if is_fault(client.post, url, everything):
            faults.append((name, "all"))
        faults += [
            (name, field)
            for field in ("school", "shown", "mentor", "end", "remove")
            if value == HUGE and is_fault(client.post, url, {field: value})
        ]

    assert faults == []


@pytest.mark.parametrize("field", ["themes", "languages"])
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_forged_choice_of_a_request_without_account(client, school, field, value):
    make.ThemeFactory()
    answer = client.post(f"/demander-un-atelier/{school.uai}/", {field: value})

    assert answer.status_code in (200, 400, 422)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("key", ["pk", "slug"])
@pytest.mark.parametrize(
    "kind", [forms.ModelChoiceField, forms.ModelMultipleChoiceField]
)
def test_a_choice_among_rows(db, kind, key, value):
    """Django's own fields, as our forms and Wagtail's use them."""
    typed = [value] if kind is forms.ModelMultipleChoiceField else value
    with pytest.raises(forms.ValidationError):
        kind(Theme.objects.all(), to_field_name=key).clean(typed)


@pytest.mark.parametrize("value", [int(HUGE), 2**63, -(2**63) - 1])
@pytest.mark.parametrize(
    "lookup", "pk pk__in territory territory__in territory_id__in".split()
)
def test_a_number_that_no_row_can_have(aisne, lookup, value):
    wanted = [value] if lookup.endswith("__in") else value
    model = type(make.SchoolFactory())

    assert not model.objects.filter(**{lookup: wanted}).exists()
    assert model.objects.exclude(**{lookup: wanted}).exists()


@pytest.mark.parametrize("text", ["a\0b", "a\ud800"])
@pytest.mark.parametrize(
    "lookup", "exact iexact contains icontains startswith istartswith in".split()
)
def test_a_text_that_no_row_can_hold(school, lookup, text):
    wanted = [text] if lookup == "in" else text
    schools = type(school).objects

    assert not schools.filter(**{f"name__{lookup}": wanted}).exists()
    assert schools.exclude(**{f"name__{lookup}": wanted}).exists()


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape"])
def test_only_utf8_is_read(client, school, charset):
    """Other encodings would smuggle in lone surrogates, which no database stores."""
    halves = {"utf-7": "+2AA-", "unicode_escape": "\\ud800"}[charset]
    kind = f"multipart/form-data; boundary=X; charset={charset}"
    head = 'Content-Disposition: form-data; name="first_name"'
    body = f"--X\r\n{head}\r\n\r\n{halves}\r\n--X--\r\n"
    asked = f"/recherche/?{urlencode({'q': halves})}"

    for method, url in (
        ("GET", asked),
        ("POST", f"/demander-un-atelier/{school.uai}/"),
    ):
        assert client.generic(method, url, body, kind).status_code == 400


def test_a_lone_surrogate_in_utf8_is_replaced(client, db):
    assert client.get("/recherche/?q=%ED%A0%80").status_code == 200


def test_a_query_may_be_kept_in_a_cache(db):
    """Wagtail keeps the queries of renditions there, pickled."""
    for query in (User.objects.filter(groups=3), User.objects.filter(email="a")):
        kept = pickle.loads(pickle.dumps(query.query))
        assert str(kept) == str(query.query)
