"""Every mail of the product is filled in and read: no object, no hole, no stray space.

Text templates print whatever they are given as Python would.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string

from community.matching.choices import MatchStatus
from community.requests.choices import RequestStatus
from mentors.mailing.letters import SUBJECT, write
from tests.cms import mail_cases

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(str(p.relative_to(ROOT)) for p in ROOT.rglob("mail_*.txt"))
ACCOUNT = sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("account/email/*_*.txt"))
FAULTS = {
    "an object, as Python prints it": r"<|\bobject at 0x|\[\'|\bdict_",
    "a name that nothing fills in": r"INVALID|\{\{|\{%",
    "nothing, as Python says it": r"\b(None|True|False)\b",
    "two spaces": r"\S[ \u00a0]{2,}\S",
    "a sentence that ends twice": r"(?<!\.)\.\.(?!\.)|[.!?]\s*\.|,,",
    "an empty place": r"[ \u00a0][,.](\s|$)|«\s*»|\(\s*\)",
}


@pytest.fixture
def base(ada, cora, school, monkeypatch):
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "string_if_invalid", "INVALID %s")
    return mail_cases.context(ada, cora, school)


def faults(text: str) -> list[str]:
    return [name for name, pattern in FAULTS.items() if re.search(pattern, text)]


def states(template: str, context: dict) -> list[dict]:
    """What a template says at each state of a match or of a request."""
    found = [context]
    if "match.status" in (ROOT / template).read_text("utf-8"):
        found = [_at(context, "match", s) for s in MatchStatus.values]
    if "request.status" in (ROOT / template).read_text("utf-8"):
        found = [_at(context, "request", s) for s in RequestStatus.values]
    return found


def _at(context: dict, name: str, status: str) -> dict:
    held = type(context[name]).objects.get(pk=context[name].pk)
    held.status = status
    if name == "match":
        held.reasons = context["match"].reasons
    return context | {name: held}


@pytest.mark.parametrize("template", TEMPLATES)
def test_mail_reads_well(base, template):
    for one in mail_cases.variants(template, base):
        for context in states(template, one):
            filled = render_to_string(template, context | {"site": "https://x"})
            head = filled.lstrip("\n").partition("\n")[0]
            assert re.match(rf"{SUBJECT} ?\S", head), head
            letter = write(template, context)
            assert len(letter.subject) > 5
            for text in (head, letter.subject, letter.text):
                assert not faults(text), (faults(text), text)


@pytest.mark.parametrize("template", ACCOUNT)
def test_mail_of_accounts_reads_well(base, template):
    context = base | {
        "email": "ada@exemple.test",
        "activate_url": "https://x/a/",
        "password_reset_url": "https://x/p/",
        "signup_url": "https://x/s/",
        "current_site": {"domain": "x"},
        "ip": "192.0.2.1",
        "user_agent": "Firefox",
        "timestamp": "1er décembre",
    }
    text = render_to_string(template, context)

    assert text == text.lstrip(" \t\u00a0")
    assert not faults(text), (faults(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "Thèmes : <ThemeQuerySet [<Theme: Écrans>]>.",
        "le  jeudi",
        "C’est dit..",
        "Bonjour None,",
        "L’atelier de INVALID school",
        "Bonjour ,",
        "« »",
        "<django.utils.functional.lazy object at 0x7f>",
    ],
)
def test_fault_is_seen(text):
    assert faults(text)


def test_templates_are_found():
    assert "community/sessions/mail_session.txt" in TEMPLATES
    assert len(TEMPLATES) > 40
    assert "account/email/login_code_subject.txt" in ACCOUNT
