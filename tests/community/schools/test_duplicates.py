"""Schools that look alike, and what a merge moves, keeps and refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.models import ChildSchool, School, SchoolContact, SessionReport
from community.schools.distinct import distinct_pairs, say_distinct
from community.schools.duplicates import fold, look_alikes, merge
from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once


def school(**values):
    return make.SchoolFactory(**({"name": "École Jules-Ferry"} | values))


# What looks alike


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({}, True),
        ({"name": "ECOLE  JULES FERRY"}, True),
        ({"name": "École Jean-Moulin"}, False),
        ({"kind": "college"}, False),
        ({"kind": "college", "status": "closed"}, True),
        ({"commune": None, "city": "LAON", "latitude": None, "longitude": None}, True),
        ({"commune": None, "city": "Guise", "latitude": 49.5709}, True),
        ({"commune": None, "city": "Guise", "latitude": 49.5719}, False),
    ],
)
def test_pair_is_proposed(db, other, alike):
    one = school()
    school(**other)

    assert bool(look_alikes(one.territory)) is alike


def test_closed_one_comes_first_and_is_not_the_one_to_keep(aisne):
    school(name="École A"), school(name="École A")
    closed = school(status="closed")
    kept = school()

    first, second = look_alikes(aisne)

    assert (first.kept, first.other, first.one_is_closed) == (kept, closed, True)
    assert not second.one_is_closed


def test_merged_school_is_proposed_no_more(aisne, cora):
    one, two = school(), school()
    merge(one, two, cora)

    assert look_alikes(aisne) == []
    assert fold("École  Élémentaire « d’Œuilly »") == "ecole elementaire d oeuilly"


def test_pair_said_distinct_is_proposed_no_more(aisne, cora, client_for):
    one, two = school(), school()
    url = reverse("schools:merge", args=[two.uai, one.uai])
    client = client_for(cora)

    for _time in range(2):
        client.post(url, {"say": "distinct"})
    assert look_alikes(aisne) == []
    assert "pas des doublons" in client.get(url).content.decode()

    client.post(url, {"say": "alike"})
    assert len(look_alikes(aisne)) == 1


def test_other_pairs_are_still_proposed(aisne, cora):
    one, two, three = school(), school(), school()
    say_distinct(one, two, cora)

    assert {pair.numbers for pair in look_alikes(aisne)} == {
        (one.pk, three.pk),
        (two.pk, three.pk),
    }


def test_pairs_said_distinct_do_not_stop_a_merge(aisne, cora):
    one, two, three = school(), school(), school()
    for pair in ((one, two), (two, three), (one, three)):
        say_distinct(*pair, cora)

    merge(three, one, cora)

    assert distinct_pairs([one, two, three]) == {(two.pk, three.pk)}


# Merging


def test_everything_moves(cora, ada):
    kept, other = school(), school()
    match = make.MatchFactory(mentor=ada.mentor, school=other)
    request = make.RequestFactory(school=other)
    session = make.SessionFactory(mentor=ada.mentor, school=other)
    report = make.ReportFactory(mentor=ada.mentor, school=other)
    contact = make.SchoolContactFactory(school=other)
    agreement = make.PartnershipFactory(schools=[other])

    merge(kept, other, cora)

    for thing in (match, request, session, report, contact):
        thing.refresh_from_db()
        assert thing.school == kept
    assert list(agreement.schools.all()) == [kept]
    other.refresh_from_db()
    assert (other.status, other.merged_into) == ("closed", kept)
    assert other.edited_fields == ["status"]


def test_plain_links_that_both_have_become_one(cora, ada, dora):
    kept, other = school(), school()
    for one in (kept, other):
        SchoolContact.objects.create(school=one, user=dora, role="directrice")
        ChildSchool.objects.create(school=one, mentor=ada.mentor)
    agreement = make.PartnershipFactory(schools=[kept, other])

    merge(kept, other, cora)

    assert dora.school_contacts.filter(school=kept).count() == 1
    assert ada.mentor.child_schools.get().school == kept
    assert list(agreement.schools.all()) == [kept]


def test_two_open_requests_stop_everything(cora):
    kept, other = school(), school()
    make.RequestFactory(school=kept), make.RequestFactory(school=other)
    report = make.ReportFactory(school=other)

    with pytest.raises(ValidationError, match="avant de fusionner"):
        merge(kept, other, cora)

    other.refresh_from_db()
    assert (other.status, other.merged_into) == ("open", None)
    assert SessionReport.objects.get(pk=report.pk).school == other


def test_merge_is_refused(cora, zoe):
    one, two, three = school(), school(), school()
    elsewhere = school(territory_id="95")
    merge(one, two, cora)

    for pair in ((one, one), (two, three), (three, two), (one, elsewhere)):
        with pytest.raises(ValidationError):
            merge(*pair, cora)


def test_chain_of_merges_leads_to_the_last(cora):
    one, two, three = school(), school(), school()
    merge(two, three, cora)
    merge(one, two, cora)

    assert set(School.objects.filter(merged_into=one)) == {two, three}


# The screens


def test_screen_shows_then_merges(cora, client_for):
    one, two = school(), school(status="closed")
    client = client_for(cora)
    url = reverse("schools:merge", args=[one.uai, two.uai])

    listed = client.get(reverse("schools:duplicates"))
    shown = client.get(url)
    done = client.post(url, {"kept": one.uai}, follow=True)

    assert url in listed.content.decode()
    assert "Laquelle garder" in shown.content.decode()
    assert "Fusion faite" in done.content.decode()
    two.refresh_from_db()
    assert two.merged_into == one


@pytest.mark.parametrize("kept", ["", "0000000A", "é", "\0"])
def test_choice_that_is_none_changes_nothing(cora, client_for, kept):
    one, two = school(), school()
    url = reverse("schools:merge", args=[one.uai, two.uai])

    client_for(cora).post(url, {"kept": kept})

    assert School.objects.filter(merged_into=None).count() == 2


def test_school_beside_itself_is_not_found(cora, client_for):
    one = school()
    url = reverse("schools:merge", args=[one.uai, one.uai])

    assert client_for(cora).get(url).status_code == 404


def test_another_territory_is_never_shown(cora, zoe, client_for):
    one, two = school(), school()
    client = client_for(zoe)

    answer = client.get(reverse("schools:duplicates"), {"territoire": "02"})

    assert one.uai not in answer.content.decode()
    url = reverse("schools:merge", args=[one.uai, two.uai])
    assert client.post(url, {"kept": one.uai}).status_code == 404


def test_queries_do_not_grow_with_pairs(
    cora, client_for, django_assert_max_num_queries
):
    """Session and its activity (4), person, roles, territories, schools, said."""
    for _ in range(12):
        school()
    client = client_for(cora)

    with django_assert_max_num_queries(16):
        client.get(reverse("schools:duplicates"))


@pytest.mark.slow
def test_of_simultaneous_merges_exactly_one_succeeds(shared_database, cora):
    for _round in range(ROUNDS):
        one, two = school(), school()

        outcomes = at_once(
            lambda pair: merge(*pair, cora), [(one, two), (two, one)] * (PEOPLE // 2)
        )

        assert outcomes.count(None) == 1
        refused = [o for o in outcomes if isinstance(o, ValidationError)]
        assert len(refused) == PEOPLE - 1
        pair = School.objects.filter(pk__in=[one.pk, two.pk])
        assert pair.filter(merged_into=None).count() == 1
