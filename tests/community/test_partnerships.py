"""Partnerships: signed when the last person signs, seen by their territory only."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from community.models import Partnership, Signatory
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(aisne):
    """A draft with two people to sign it."""
    partnership = make.PartnershipFactory(status="draft", signed_at=None)
    for position, name in enumerate(("Line Petit", "Omar Roy"), start=1):
        Signatory.objects.create(
            partnership=partnership, role="maire", name=name, position=position
        )
    return partnership


@pytest.fixture
def act(client_for, cora):
    """Post an action of Cora's on a partnership."""
    client = client_for(cora)

    def post(partnership, **data):
        url = reverse("partnerships:detail", args=[partnership.pk])
        return client.post(url, data, follow=True)

    return post


def test_signed_when_the_last_one_signs(draft, act):
    line, omar = draft.signatories.all()

    act(draft, action="ready")
    act(draft, action="sign", signatory=line.pk)
    draft.refresh_from_db()
    assert (draft.status, draft.signed_at) == ("partially-signed", None)
    assert draft not in Partnership.objects.in_force()

    act(draft, action="sign", signatory=omar.pk)
    draft.refresh_from_db()
    omar.refresh_from_db()
    assert draft.status == "signed"
    assert draft.signed_at == omar.signed_at
    assert omar.method == "paper"
    assert draft in Partnership.objects.in_force()


def test_signatory_is_added_to_a_draft(draft, act):
    act(draft, action="add", role="directrice", name="Zita Blanc")

    assert draft.signatories.last().position == 3


def test_draft_is_made_with_its_schools(client_for, cora, school):
    today = timezone.localdate()
    data = {
        "reference": "TNE-02-900",
        "kind": "department",
        "partner_name": "Ville de Laon",
        "partner_type": "collectivity",
        "territory": "02",
        "starts_on": today.isoformat(),
        "ends_on": (today + dt.timedelta(days=90)).isoformat(),
        "uais": school.uai.lower(),
    }

    client_for(cora).post(reverse("partnerships:create"), data)

    partnership = Partnership.objects.get()
    assert partnership.status == "draft"
    assert list(partnership.schools.all()) == [school]


@pytest.mark.parametrize(("start", "end"), [(0, 10), (-10, 0)])
def test_first_and_last_day_are_in_force(aisne, start, end):
    today = timezone.localdate()
    make.PartnershipFactory(
        starts_on=today + dt.timedelta(days=start),
        ends_on=today + dt.timedelta(days=end),
    )

    assert Partnership.objects.in_force().count() == 1


def test_list_costs_the_same_for_twenty(
    client_for, cora, aisne, django_assert_max_num_queries
):
    make.PartnershipFactory.create_batch(20)
    client = client_for(cora)
    client.get(reverse("partnerships:list"))

    # 7 session, user and the list of open sessions; 2 permissions, 1 coordinator;
    # 1 navigation; 2 count and page.
    with django_assert_max_num_queries(13):
        response = client.get(reverse("partnerships:list"))

    assert len(response.context["partnerships"]) == 20


# Refusals


@pytest.mark.parametrize(("start", "end"), [(1, 10), (-10, -1)])
def test_day_before_and_day_after_are_not_in_force(aisne, start, end):
    today = timezone.localdate()
    make.PartnershipFactory(
        starts_on=today + dt.timedelta(days=start),
        ends_on=today + dt.timedelta(days=end),
    )

    assert not Partnership.objects.in_force().exists()


def test_nobody_to_sign_is_refused(aisne, cora):
    partnership = make.PartnershipFactory(status="draft", signed_at=None)

    with pytest.raises(ValidationError, match="au moins un signataire"):
        partnership.make_ready(cora)


def test_ready_twice_is_refused(draft, cora):
    draft.make_ready(cora)

    with pytest.raises(ValidationError, match="déjà prête"):
        draft.make_ready(cora)


def test_draft_is_not_signed(draft, cora):
    with pytest.raises(ValidationError, match="pas à signer"):
        draft.record_signature(draft.signatories.first(), "paper", cora)

    assert not draft.signatories.exclude(signed_at=None).exists()


@pytest.mark.parametrize("signatory", ["", "x", "999999", "²"])
def test_unknown_signatory_signs_nothing(draft, act, cora, signatory):
    draft.make_ready(cora)

    response = act(draft, action="sign", signatory=signatory)

    assert "a déjà signé" in response.content.decode()
    draft.refresh_from_db()
    assert draft.status == "ready"


def test_second_signature_of_one_person_is_refused(draft, act, cora):
    draft.make_ready(cora)
    line = draft.signatories.first()

    act(draft, action="sign", signatory=line.pk)
    act(draft, action="sign", signatory=line.pk)

    draft.refresh_from_db()
    assert draft.status == "partially-signed"


def test_signatory_comes_too_late(draft, act, cora):
    draft.make_ready(cora)

    act(draft, action="add", role="maire", name="Trop Tard")

    assert draft.signatories.count() == 2


def test_school_of_elsewhere_is_refused(client_for, cora, zoe):
    school = make.SchoolFactory(territory_id="95", commune=None)

    response = client_for(cora).post(
        reverse("partnerships:create"), {"territory": "02", "uais": school.uai}
    )

    assert school.uai in response.context["form"].errors["uais"][0]
    assert not Partnership.objects.exists()


def test_unknown_action_is_404(draft, act):
    assert act(draft, action="burn").status_code == 404


def test_only_its_territory_sees_it(client_for, draft, zoe, eve, nat):
    url = reverse("partnerships:detail", args=[draft.pk])

    assert client_for(zoe).get(url).status_code == 404
    assert client_for(eve).get(url).status_code == 403
    assert client_for(nat).get(url).status_code == 200


def test_database_refuses_an_end_before_its_start(aisne):
    today = timezone.localdate()

    with pytest.raises(IntegrityError):
        make.PartnershipFactory(starts_on=today, ends_on=today)


def test_database_refuses_a_signature_without_a_date(aisne):
    with pytest.raises(IntegrityError):
        make.PartnershipFactory(status="signed", signed_at=None)
