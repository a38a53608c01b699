"""The steps of an agreement: who may sign when, what voids, what is kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from community.models import Partnership
from community.partnerships import steps
from community.partnerships.choices import CLOSED_STATUSES
from community.partnerships.texts import blocks, fingerprint, load_templates
from mentors.mailing.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 2, 4])
def test_signed_when_the_last_one_signs(agreement, people, count):
    """By link and on paper, in turn."""
    partnership = agreement(count, "ready")

    for number, person in enumerate(people(partnership)):
        partnership.refresh_from_db()
        assert partnership.status == ("partially-signed" if number else "ready")
        steps.sign(person, "paper" if number % 2 else "link")

    partnership.refresh_from_db()
    last = people(partnership)[-1]
    assert (partnership.status, partnership.signed_at) == ("signed", last.signed_at)
    assert {p.signed_sha256 for p in people(partnership)} == {partnership.text_sha256}
    assert Mail.objects.filter(kind="sign-complete").count() == count


def test_text_is_filled_in_and_frozen(agreement, school):
    partnership = agreement(1, "ready", partner_name="[écoles] Ville")
    frozen = partnership.text

    assert f"Avec [écoles] Ville, du {partnership.starts_on.day} " in frozen
    assert f"- {school} ({school.uai})" in frozen
    assert fingerprint(frozen) == partnership.text_sha256
    make.AgreementTemplateFactory(version=2, body="Autre chose.")
    partnership.refresh_from_db()
    assert partnership.text == frozen


def test_texts_that_ship_are_loaded_once_and_well_formed(agreement, school):
    # The fixture already made version 1 of the first: it stays as it is.
    partnership = agreement(1)
    assert load_templates() == 2
    assert load_templates() == 0

    partnership.kind = "school"
    kinds = [block["kind"] for block in blocks(partnership.draft_text())]
    assert kinds[0] == "title"
    assert {"heading", "paragraph", "list"} <= set(kinds)
    assert "[" not in partnership.draft_text()


def test_in_order_each_is_asked_in_turn(agreement, people):
    partnership = agreement(4, "ready", in_order=True)
    partnership.signatories.filter(name="Nina Sol").update(position=2)

    def asked() -> list[str]:
        return [p.name.split()[0] for p in people(partnership) if p.asked_at]

    assert asked() == ["Line"]
    steps.sign(people(partnership)[0], "link")
    assert sorted(asked()) == ["Line", "Nina", "Omar"]
    with pytest.raises(ValidationError, match="pas encore son tour"):
        people(partnership)[3].sign("link")


def test_change_voids_everything_and_tells_who_had_signed(agreement, people, cora):
    partnership = agreement(2, "ready")
    line, omar = people(partnership)
    steps.sign(line, "paper")
    nonces = {line.nonce, omar.nonce}

    lost = steps.edit(partnership, cora, 1, lambda: None)

    assert lost == 1
    assert (partnership.status, partnership.text, partnership.version) == (
        "to-verify",
        "",
        2,
    )
    line, omar = people(partnership)
    assert not line.signed_at
    assert not nonces & {line.nonce, omar.nonce}
    [told] = Mail.objects.filter(kind="sign-voided")
    assert told.address == line.email
    [trail] = ModelLogEntry.objects.filter(action="partnerships.void")
    assert trail.data["signatures"][0]["method"] == "paper"
    assert "Line" not in str(trail.data)


def test_signed_agreement_may_be_changed_and_stops_counting(agreement, people, cora):
    partnership = agreement(1, "ready")
    steps.sign(people(partnership)[0], "link")
    assert partnership in Partnership.objects.in_force()

    steps.edit(Partnership.objects.get(), cora, 1, lambda: None)

    assert partnership not in Partnership.objects.in_force()


def test_refusal_stops_it_and_a_new_text_starts_again(agreement, people, cora):
    partnership = agreement(2, "ready")
    steps.sign(people(partnership)[0], "link")
    steps.refuse(people(partnership)[1], "La durée est trop longue.")

    partnership.refresh_from_db()
    assert partnership.status == "refused"
    [told] = Mail.objects.filter(kind="sign-refused")
    assert told.recipient == cora
    assert "trop longue" in told.text

    steps.edit(partnership, cora, 1, lambda: None)
    steps.send_to_sign(partnership, cora)
    assert all(p.asked_at and not p.refused_at for p in people(partnership))


def test_handing_over_keeps_the_other_signatures(agreement, people):
    partnership = agreement(2, "ready")
    line, omar = people(partnership)
    steps.sign(line, "link")

    steps.delegate(omar, name="Zita Blanc", role="adjointe", email="zita@exemple.test")

    line, zita = people(partnership)
    assert line.signed_at
    assert (zita.name, zita.delegated_from) == ("Zita Blanc", "Omar Roy")
    assert zita.link_end == "delegated"
    assert Mail.objects.filter(address="zita@exemple.test").count() == 1
    steps.sign(zita, "link")
    partnership.refresh_from_db()
    assert partnership.status == "signed"


def test_cancelling_tells_those_who_were_asked(agreement, people, cora):
    partnership = agreement(2, "ready", in_order=True)

    steps.cancel(partnership, "Le partenaire a fermé.", cora)

    assert [m.address for m in Mail.objects.filter(kind="sign-cancelled")] == [
        "line@exemple.test"
    ]
    with pytest.raises(ValidationError, match="déjà annulée"):
        partnership.cancel(cora, "Encore.")


def test_renewal_is_one_draft_with_the_same_people(agreement, people, cora, school):
    old = agreement(2, "ready")
    old.schools.add(make.SchoolFactory(status="closed"))
    for person in people(old):
        steps.sign(person, "link")
    old.refresh_from_db()

    draft = old.renew(cora)

    assert old.renew(cora) == draft
    assert (draft.starts_on - old.ends_on).days == 1
    assert draft.ends_on - draft.starts_on == old.ends_on - old.starts_on
    assert list(draft.schools.all()) == [school]
    assert [p.name for p in people(draft)] == [p.name for p in people(old)]
    assert not any(p.signed_at or p.asked_at for p in people(draft))
    with pytest.raises(IntegrityError), transaction.atomic():
        make.PartnershipFactory(renews=old)


# Refusals


def test_nobody_to_sign_is_refused(agreement, cora):
    with pytest.raises(ValidationError, match="au moins un signataire"):
        agreement(0).submit(cora)


def test_draft_is_not_sent_before_it_was_verified(agreement, cora):
    with pytest.raises(ValidationError, match="pas à vérifier"):
        steps.send_to_sign(agreement(), cora)


def test_without_a_text_nothing_is_sent(agreement, cora):
    partnership = agreement(1, "to-verify", kind="school")

    with pytest.raises(ValidationError, match="Aucun texte"):
        steps.send_to_sign(partnership, cora)


@pytest.mark.parametrize("status", ["draft", "to-verify", *CLOSED_STATUSES, "signed"])
def test_only_what_is_out_is_signed(agreement, people, status):
    partnership = agreement(1, "ready")
    signed_at = partnership.created_at if status == "signed" else None
    Partnership.objects.update(status=status, signed_at=signed_at)

    with pytest.raises(ValidationError, match="pas à signer"):
        people(partnership)[0].sign("link")

    assert not people(partnership)[0].signed_at


def test_nobody_signs_twice(agreement, people):
    line = people(agreement(2, "ready"))[0]
    line.sign("link")

    with pytest.raises(ValidationError, match="déjà signé"):
        line.sign("paper")


def test_text_that_changed_while_reading_is_not_signed(agreement, people):
    line = people(agreement(1, "ready"))[0]

    with pytest.raises(ValidationError, match="texte a changé"):
        line.sign("link", seen="0" * 64)


def test_closed_link_does_not_sign(agreement, people, cora):
    partnership = agreement(1, "ready")
    [held] = people(partnership)
    steps.edit(partnership, cora, 1, lambda: None)
    steps.send_to_sign(partnership, cora)

    with pytest.raises(ValidationError, match="pas à signer"):
        held.sign("link")


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": "2026-01-01", "ends_on": "2026-01-01"},
        {"status": "signed", "signed_at": None},
        {"text": "Sans empreinte."},
    ],
)
def test_database_refuses_an_agreement(aisne, values):
    with pytest.raises(IntegrityError):
        make.PartnershipFactory(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"signed_at": "2026-01-01T12:00:00Z"},
        {"method": "link"},
        {
            "signed_at": "2026-01-01T12:00:00Z",
            "method": "link",
            "refused_at": "2026-01-01T12:00:00Z",
        },
    ],
)
def test_database_refuses_a_signatory(aisne, values):
    with pytest.raises(IntegrityError):
        make.SignatoryFactory(**values)
