"""Signing by link and in one's account: a GET never signs, a stale link says why."""

import pytest
from django.urls import reverse

from community.partnerships import steps
from community.partnerships.links import path_for, token_for
from tests import factories as make

pytestmark = pytest.mark.django_db


def signing(person, name="line PETIT", **more):
    """What the form of the page sends."""
    return {
        "action": "sign",
        "sign-seen": person.partnership.text_sha256,
        "sign-agree": "on",
        "sign-typed_name": name,
    } | more


def delegation(**more):
    return {
        "action": "delegate",
        "delegate-name": "Zita Blanc",
        "delegate-role": "adjointe",
        "delegate-email": "zita@exemple.test",
    } | more


@pytest.fixture
def line(agreement, people):
    """The first of two people asked to sign."""
    return people(agreement(2, "ready"))[0]


def test_link_shows_then_signs_then_says_so(client, line):
    page = client.get(path_for(line)).content.decode()
    assert "Signer la convention" in page
    assert line.partnership.text_sha256 in page

    response = client.post(path_for(line), signing(line), follow=True)

    line.refresh_from_db()
    assert (line.method, line.typed_name) == ("link", "line PETIT")
    page = response.content.decode()
    assert "Vous avez signé ce texte" in page
    assert "Signer la convention" not in page


def test_opening_a_link_a_hundred_times_signs_nothing(client, line):
    for _scanner in range(100):
        assert client.get(path_for(line)).status_code == 200
    client.head(path_for(line))

    line.refresh_from_db()
    assert not line.signed_at
    assert client.post(path_for(line), signing(line)).status_code == 302


def test_link_tells_nobody_and_keeps_nothing(client, line):
    for response in (
        client.get(path_for(line)),
        client.post(path_for(line), signing(line, name="")),
    ):
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


def test_account_signs_what_it_was_asked(client_for, line):
    user = make.UserFactory(email="Line@exemple.test")
    client = client_for(user)
    listed = client.get(reverse("signing:list"))
    assert list(listed.context["signatures"]) == [line]
    url = reverse("signing:sign", args=[line.pk])

    page = client.post(url, signing(line), follow=True).content.decode()

    line.refresh_from_db()
    assert (line.method, line.recorded_by) == ("account", user)
    assert "Votre signature est notée" in page


def test_list_costs_the_same_for_twenty(
    client_for, agreement, django_assert_max_num_queries
):
    for _n in range(20):
        agreement(1, "ready")
    client = client_for(make.UserFactory(email="line@exemple.test"))
    client.get(reverse("signing:list"))

    # 7 session, user and the list of open sessions; 1 navigation; 2 count and page.
    with django_assert_max_num_queries(10):
        response = client.get(reverse("signing:list"))

    assert len(response.context["signatures"]) == 20


def test_refusing_by_link(client, line):
    data = {"action": "refuse", "refuse-reason": "Trop  long.\x07"}

    response = client.post(path_for(line), data, follow=True)

    line.refresh_from_db()
    assert line.refusal_reason == "Trop long."
    assert "Vous avez refusé" in response.content.decode()


def test_handing_over_by_link(client, line):
    old = path_for(line)
    client.post(old, delegation())

    line.refresh_from_db()
    assert line.name == "Zita Blanc"
    page = client.get(old).content.decode()
    assert "confiée" in page
    assert "Zita" not in page
    assert (
        client.post(path_for(line), signing(line, name="Zita Blanc")).status_code == 302
    )
    line.refresh_from_db()
    assert line.signed_at


def test_handing_over_in_the_account_leaves_its_page(client_for, line):
    client = client_for(make.UserFactory(email="line@exemple.test"))
    url = reverse("signing:sign", args=[line.pk])

    response = client.post(url, delegation(), follow=True)

    assert response.redirect_chain[-1][0] == reverse("signing:list")
    assert client.get(url).status_code == 404


# Links that lead nowhere any more, and why


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        ("edited", "Le texte a changé"),
        ("refused", "a été refusée"),
        ("cancelled", "est annulée"),
    ],
)
def test_stale_link_says_why_and_signs_nothing(
    client, line, people, cora, happens, why
):
    partnership, path = line.partnership, path_for(line)
    if happens == "edited":
        steps.edit(partnership, cora, 1, lambda: None)
        steps.send_to_sign(partnership, cora)
    elif happens == "refused":
        steps.refuse(people(partnership)[1], "Non.")
    else:
        steps.cancel(partnership, "Fin.", cora)

    for response in (client.get(path), client.post(path, signing(line), follow=True)):
        page = response.content.decode()
        assert why in page
        assert "Avec Association" not in page
    line.refresh_from_db()
    assert not line.signed_at


def test_link_before_ones_turn_waits(client, agreement, people):
    omar = people(agreement(2, "ready", in_order=True))[1]

    assert "Quelqu’un doit signer avant vous" in (
        client.get(path_for(omar)).content.decode()
    )
    client.post(path_for(omar), signing(omar, name="Omar Roy"))
    omar.refresh_from_db()
    assert not omar.signed_at


# Refusals


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"sign-agree": ""}, "Cochez cette case"),
        ({"sign-typed_name": ""}, "requis"),
        ({"sign-typed_name": "Omar Roy"}, "pas le nom attendu"),
        ({"sign-typed_name": "P"}, "pas le nom attendu"),
        ({"sign-typed_name": "Li\x00ne"}, "nul"),
        ({"sign-typed_name": "Petit" * 200_000}, "120"),
    ],
)
def test_incomplete_signature_is_told(client, line, more, error):
    response = client.post(path_for(line), signing(line) | more)

    assert response.status_code == 200
    [[told]] = response.context["forms"]["sign"].errors.values()
    assert error in told
    line.refresh_from_db()
    assert not line.signed_at


def test_other_text_than_the_one_read_is_409(client, line, caplog):
    response = client.post(path_for(line), signing(line) | {"sign-seen": "0" * 64})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Le texte a changé" in page
    assert "line PETIT" in page
    assert token_for(line) not in caplog.text
    assert line.partnership.text_sha256 in page


@pytest.mark.parametrize(
    "mangle",
    [
        lambda token: token[:-1],
        lambda token: token.replace(".", ":"),
        lambda token: "1" + token,
        lambda token: "é\u202e",
        lambda token: "x" * 5000,
    ],
)
def test_forged_link_is_404(client, line, mangle):
    url = reverse("signing:link", args=[mangle(token_for(line))])

    assert client.get(url).status_code == 404
    assert client.post(url, signing(line)).status_code == 404


def test_handing_over_to_oneself_is_refused(client, line):
    data = delegation(**{"delegate-email": line.email.upper()})

    assert "propre adresse" in client.post(path_for(line), data).content.decode()


def test_unknown_answer_is_404(client, line):
    assert client.post(path_for(line), {"action": "burn"}).status_code == 404


def test_another_account_finds_nothing(client_for, line, eve, agreement, people):
    url = reverse("signing:sign", args=[line.pk])
    assert client_for(eve).get(url).status_code == 404

    draft = people(agreement(1))[0]
    line_account = client_for(make.UserFactory(email="line@exemple.test"))
    hidden = reverse("signing:sign", args=[draft.pk])
    assert line_account.get(hidden).status_code == 404
