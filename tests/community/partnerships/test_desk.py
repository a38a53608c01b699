"""The desk: the pipeline, one agreement, its changes; seen by its territory only."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import Partnership
from community.partnerships.pipeline import grouped
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_from_draft_to_the_last_signature(agreement, act, people):
    partnership = agreement()

    act(partnership, action="submit")
    act(partnership, action="ready")
    line, omar = people(partnership)
    assert partnership not in Partnership.objects.in_force()
    line.sign("account")
    omar.sign("account")

    partnership.refresh_from_db()
    assert partnership.status == "signed"
    assert partnership in Partnership.objects.in_force()


def test_draft_is_made_with_its_schools(client_for, cora, school):
    today = timezone.localdate()
    data = {
        "kind": "department",
        "partner_name": "Ville  de Laon\u200b",
        "partner_type": "collectivity",
        "territory": "02",
        "starts_on": today.isoformat(),
        "ends_on": (today + dt.timedelta(days=90)).isoformat(),
        "uais": school.uai.lower(),
    }
    make.PartnershipFactory(reference="TNE-02-041")

    client_for(cora).post(reverse("partnerships:create"), data)

    partnership = Partnership.objects.get(status="draft")
    assert partnership.reference == "TNE-02-042"
    assert partnership.partner_name == "Ville de Laon"
    assert partnership.followed_by == cora
    assert list(partnership.schools.all()) == [school]


def test_signatory_is_added_changed_and_removed(agreement, act, people):
    partnership = agreement(0)
    data = {"name": "Zita Blanc", "role": "directrice", "position": 1}

    act(partnership, "signatory_add", seen=1, **data)
    [zita] = people(partnership)
    act(partnership, "signatory", zita.pk, seen=2, **data | {"role": "maire"})
    [zita] = people(partnership)
    assert zita.role == "maire"

    act(partnership, "signatory", zita.pk, seen=3, action="remove", **data)
    assert people(partnership) == []


def test_schools_are_chosen_or_taken_by_commune(agreement, act, school):
    partnership = agreement()
    one, two = make.SchoolFactory.create_batch(2, city="Soissons")
    make.SchoolFactory(city="Soissons", status="closed")

    act(partnership, "schools", seen=1, shown=[school.pk, one.pk], school=[one.pk])
    assert list(partnership.schools.all()) == [one]

    act(partnership, "schools", seen=2, city="Soissons")
    assert set(partnership.schools.all()) == {one, two}


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ({"status": "draft", "signed_at": None}, "draft"),
        ({"status": "cancelled"}, "cancelled"),
        ({}, "active"),
        ({"ends": 90}, "ending"),
        ({"ends": 91}, "active"),
        ({"ends": -1}, "expired"),
        ({"starts": 1}, "coming"),
        ({"starts": 1, "ends": 20}, "coming"),
    ],
)
def test_group_and_stage_agree(aisne, values, group):
    today = timezone.localdate()
    start, end = values.pop("starts", -30), values.pop("ends", 300)
    made = make.PartnershipFactory(
        starts_on=today + dt.timedelta(days=start),
        ends_on=today + dt.timedelta(days=end),
        **values,
    )

    assert grouped(Partnership.objects).get().group == group
    assert (made.stage or made.status) == group


def test_pipeline_narrows(client_for, cora, agreement):
    draft = agreement()
    out = agreement(2, "ready", partner_name="Ville de Chauny")
    signed = make.PartnershipFactory()
    client = client_for(cora)

    def found(**query):
        response = client.get(reverse("partnerships:list"), query)
        return list(response.context["partnerships"])

    assert found() == [draft, out, signed]
    assert found(etat="ready") == found(tour="signatories") == found(q="chau") == [out]
    assert found(tour="desk") == [draft]
    assert found(etat="é", tour="x", territoire="999") == [draft, out, signed]


def test_pipeline_says_whose_turn(client_for, cora, agreement):
    agreement(2, "ready", in_order=True)

    page = client_for(cora).get(reverse("partnerships:list")).content.decode()

    assert "Line Petit, depuis le" in page
    assert "Omar Roy" not in page


def test_list_costs_the_same_for_twenty(
    client_for, cora, agreement, django_assert_max_num_queries
):
    for _n in range(20):
        agreement(2, "ready")
    client = client_for(cora)
    client.get(reverse("partnerships:list"))

    # 7 session, user and the list of open sessions; 2 permissions, 1 coordinator;
    # 1 navigation; 1 territories of the filter; 1 counts by group; 3 count, page and
    # its signatories.
    with django_assert_max_num_queries(16):
        response = client.get(reverse("partnerships:list"))

    assert len(response.context["partnerships"]) == 20


def test_detail_costs_the_same_for_many(
    client_for, cora, agreement, django_assert_max_num_queries
):
    partnership = agreement(4, "ready")
    partnership.schools.set(make.SchoolFactory.create_batch(20))
    url = reverse("partnerships:detail", args=[partnership.pk])
    client = client_for(cora)
    client.get(url)

    # 7 session, user, open sessions; 2 permissions, 3 coordinator; 1 navigation;
    # 2 agreement, at the door and with its group; 3 signatories, schools, renewal.
    with django_assert_max_num_queries(18):
        client.get(url)


# Refusals


@pytest.mark.parametrize("day", [(1, 10), (-10, -1)])
def test_day_before_and_day_after_are_not_in_force(aisne, day):
    today = timezone.localdate()
    start, end = (today + dt.timedelta(days=n) for n in day)
    make.PartnershipFactory(starts_on=start, ends_on=end)

    assert not Partnership.objects.in_force().exists()


@pytest.mark.parametrize("day", [(0, 10), (-10, 0)])
def test_first_and_last_day_are_in_force(aisne, day):
    today = timezone.localdate()
    start, end = (today + dt.timedelta(days=n) for n in day)
    make.PartnershipFactory(starts_on=start, ends_on=end)

    assert Partnership.objects.in_force().count() == 1


def test_change_seen_too_late_is_409_and_shows_both(agreement, act):
    partnership = agreement()
    Partnership.objects.update(version=2, partner_name="Ville de Guise")
    data = {
        "kind": "department",
        "partner_name": "Ville de Laon",
        "partner_type": "other",
        "starts_on": "2026-09-01",
        "ends_on": "2027-08-31",
    }

    response = act(partnership, "edit", seen=1, **data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Ville de Guise" in page
    assert "Ville de Laon" in page
    assert Partnership.objects.get().partner_name == "Ville de Guise"
    act(partnership, "edit", seen=2, **data)
    assert Partnership.objects.get().partner_name == "Ville de Laon"


def test_change_after_a_signature_wants_a_tick(agreement, act, people):
    partnership = agreement(2, "ready")
    people(partnership)[0].sign("account")
    data = {"name": "Zita Blanc", "role": "maire", "position": 3, "seen": 1}

    response = act(partnership, "signatory_add", **data)

    assert "Une personne a déjà signé" in response.content.decode()
    assert len(people(partnership)) == 2
    act(partnership, "signatory_add", void_ok="on", **data)
    assert len(people(partnership)) == 3
    assert not any(person.signed_at for person in people(partnership))


def test_cancelled_agreement_is_not_changed(agreement, act):
    partnership = agreement()
    act(partnership, "cancel", reason="Le partenaire a déménagé.")

    assert act(partnership, "edit", seen=1).status_code == 404
    assert act(partnership, "schools", seen=1).status_code == 404


def test_school_of_elsewhere_is_refused(client_for, cora, zoe, agreement, act):
    school = make.SchoolFactory(territory_id="95", commune=None)

    response = client_for(cora).post(
        reverse("partnerships:create"), {"territory": "02", "uais": school.uai}
    )
    assert school.uai in response.context["form"].errors["uais"][0]

    partnership = agreement()
    act(partnership, "schools", seen=1, shown=school.pk, school=school.pk)
    assert school not in partnership.schools.all()


@pytest.mark.parametrize("value", ["²", "9" * 40, "-1", "a\x00b"])
def test_nonsense_among_schools_changes_nothing(agreement, act, school, value):
    partnership = agreement()

    response = act(partnership, "schools", seen=1, shown=value, school=value)

    assert response.status_code == 200
    assert list(partnership.schools.all()) == [school]


@pytest.mark.parametrize("reference", ["a\x00b", "x" * 1_000_000])
def test_hostile_text_is_a_form_error(client_for, cora, reference):
    data = {"territory": "02", "reference": reference, "partner_name": reference}

    response = client_for(cora).post(reverse("partnerships:create"), data)

    assert set(response.context["form"].errors) >= {"reference", "partner_name"}


def test_unknown_action_is_404(agreement, act):
    assert act(agreement(), action="burn").status_code == 404


def test_only_its_territory_sees_it(client_for, agreement, zoe, eve, nat):
    url = reverse("partnerships:detail", args=[agreement().pk])

    assert client_for(zoe).get(url).status_code == 404
    assert client_for(eve).get(url).status_code == 403
    assert client_for(nat).get(url).status_code == 200
