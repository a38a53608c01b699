"""The texts of agreements: written by national leads, one version after the other."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from community.models import AgreementTemplate
from tests import factories as make
from tests.simultaneous import PEOPLE, at_once

pytestmark = pytest.mark.django_db
LIST = AgreementTemplate.snippet_viewset.get_url_name("list")
ADD = AgreementTemplate.snippet_viewset.get_url_name("add")


@pytest.fixture
def nat(nat, roles):
    nat.groups.add(Group.objects.get(name="Pilotage national"))
    return nat


@pytest.fixture
def first():
    return make.AgreementTemplateFactory()


def url(action: str, template) -> str:
    name = AgreementTemplate.snippet_viewset.get_url_name(action)
    return reverse(name, args=[template.pk])


def words(**changes) -> dict:
    return {
        "kind": "department",
        "title": "Convention",
        "body": "Avec [partenaire].\n\n## Durée\n\nDu [début] au [fin].",
    } | changes


def test_text_written_from_another_is_the_next_version(client_for, nat, first):
    client = client_for(nat)
    assert first.body in client.get(url("copy", first)).context["form"].initial["body"]

    client.post(url("copy", first), words())

    one, two = AgreementTemplate.objects.order_by("version")
    assert (one.pk, one.body) == (first.pk, first.body)
    assert (two.version, two.title) == (2, "Convention")
    assert "## Durée" in two.body
    assert AgreementTemplate.objects.current("department") == two


def test_first_text_of_a_kind_is_version_one(client_for, nat, first):
    client_for(nat).post(reverse(ADD), words(kind="intervention"))

    assert AgreementTemplate.objects.get(kind="intervention").version == 1


def test_agreement_that_is_out_keeps_its_text(client_for, nat, agreement):
    held = agreement(status="ready")
    frozen = held.text

    client_for(nat).post(reverse(ADD), words())

    held.refresh_from_db()
    assert held.text == frozen
    assert held.template.version == 1


def test_versions_are_listed_and_read(client_for, nat, first):
    client = client_for(nat)

    assert "v1" in client.get(reverse(LIST)).content.decode()
    page = client.get(url("inspect", first)).content.decode()
    assert "<p>[écoles]</p>" in page


# Refusals


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": "Avec [partenaires]."}, "body"),
        ({"body": " \u200b "}, "body"),
        ({"title": ""}, "title"),
        ({"kind": "autre"}, "kind"),
        ({"body": "Avec [partenaire], du [début] au [fin].\n\n[écoles]"}, None),
    ],
)
def test_text_that_cannot_be_is_refused(client_for, nat, first, changes, field):
    response = client_for(nat).post(reverse(ADD), words(**changes))

    assert (field or "__all__") in response.context["form"].errors
    assert AgreementTemplate.objects.get() == first


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_version_changes_for_nobody(client_for, eve, nat, first, action):
    eve.is_superuser = True
    eve.save()

    for person in (nat, eve):
        client_for(person).post(url(action, first), words())

    found = AgreementTemplate.objects.get()
    assert (found.pk, found.body) == (first.pk, first.body)


def test_editors_write_none(client_for, ed, first):
    client = client_for(ed)

    client.post(reverse(ADD), words())
    client.post(url("copy", first), words())

    assert AgreementTemplate.objects.get() == first
    assert "agreementtemplate" not in client.get("/admin/").content.decode()


@pytest.mark.slow
def test_written_at_once_are_versions_in_line(shared_database):
    make.AgreementTemplateFactory()

    def write(number: int) -> None:
        body = f"Texte {number}"
        AgreementTemplate(kind="department", title="T", body=body).write_next()

    assert at_once(write, range(PEOPLE)) == [None] * PEOPLE
    versions = AgreementTemplate.objects.order_by("version")
    assert list(versions.values_list("version", flat=True)) == [*range(1, PEOPLE + 2)]
