"""Signing an agreement on a phone: by link without an account, and on paper."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, faults

pytestmark = pytest.mark.browser

PENDING = """
from community.models import Signatory
from community.partnerships.links import path_for
print(path_for(Signatory.objects.to_sign().get(email="ecole@exemple.test")))
"""
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def link(base_url, site_environment) -> str:
    """The link that the demo's head of school received by mail."""
    shell = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports"]
    found = subprocess.run(
        [*shell, "-v", "0", "-c", PENDING],
        env=site_environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout.split()[-1]


def test_head_signs_by_link(page, link):
    page.goto(link)
    assert faults(page) == []
    page.get_by_role("button", name="Signer la convention").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)
    assert faults(page) == []

    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_label("Votre nom, en guise de signature").fill("Hélène Marchal")
    page.get_by_role("button", name="Signer la convention").click()

    expect(page.get_by_role("status")).to_contain_text("Tout le monde a signé")
    assert page.context.cookies() == []
    assert faults(page) == []


def test_coordinator_sends_then_deposits_a_paper_signature(page, sign_in):
    sign_in("coordination")
    page.goto("/coordination/partenariats/")
    assert faults(page) == []
    page.get_by_role("link", name="À vérifier").click()
    page.locator("main section li a").first.click()
    page.get_by_role("button", name="Envoyer à la signature").click()
    expect(page.locator("main")).to_contain_text("2 liens envoyés")
    assert faults(page) == []

    page.get_by_role("link", name="Déposer sa signature papier").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "page.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Noter cette signature").click()

    expect(page.locator("main")).to_contain_text("Signature notée, scan gardé.")
    expect(page.locator("main")).to_contain_text("sur papier, scan déposé")
    page.get_by_role("link", name="Modifier", exact=True).click()
    expect(page.locator("main")).to_contain_text("Une personne a déjà signé")
    assert faults(page) == []
