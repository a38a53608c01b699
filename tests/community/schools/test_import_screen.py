"""The import's screens: deposit, look, import, undo; who may, and one at a time.

Every school, address and number below is invented.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.models import School, SchoolImport
from community.schools.importing.rejects import guarded
from tests import factories as make
from tests.community.schools.files import as_csv, imported, line, previewed

HOME = "/coordination/ecoles/import/"


@pytest.fixture(autouse=True)
def laon(aisne):
    return make.CommuneFactory()


@pytest.fixture
def lead(nat, client_for):
    return client_for(nat)


def upload(client, *lines, data=None, **more):
    file = SimpleUploadedFile("annuaire.csv", data or as_csv(lines))
    return client.post(HOME, {"file": file} | more, follow=True)


def act(client, run, action):
    url = reverse("schools:import_act", args=[run.pk])
    return client.post(url, {"action": action}, follow=True)


def test_file_is_looked_at_imported_then_undone(lead):
    seen = upload(lead, line(1), line(2), line(3, uai="faux"))
    run = SchoolImport.objects.get()

    assert (run.status, School.objects.count()) == ("ready", 0)
    assert "2 établissements à écrire" in seen.content.decode()
    assert "Import terminé" in act(lead, run, "write").content.decode()
    assert School.objects.count() == 2
    assert "Import annulé" in act(lead, run, "undo").content.decode()
    assert not School.objects.exists()


def test_change_is_shown_old_then_new(lead):
    imported(line())

    text = upload(lead, line(city="Guise", sector="Privé")).content.decode()

    assert "<del>Laon</del> → <b>Guise</b>" in text
    assert "<del>public</del> → <b>privé</b>" in text


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("created", "École du Grand-Pré 2"),
        ("kept", "<b>Le bon nom</b> reste"),
        ("rejected", "sept chiffres"),
        ("aside", "scolaire"),
        ("é\0", "École du Grand-Pré 2"),
    ],
)
def test_each_list_is_shown(lead, shown, told):
    imported(line(1))
    School.objects.update(name="Le bon nom", edited_fields=["name"])
    lines = [line(1), line(2), line(3, uai="x"), line(4, type="Médico-social")]
    run = previewed(*lines)
    url = reverse("schools:import_run", args=[run.pk])

    assert told in lead.get(url, {"voir": shown, "page": "é"}).content.decode()


def test_lines_come_by_pages_and_cost_the_same(lead, django_assert_max_num_queries):
    """Session and its activity (4), person, roles, the import, count, lines."""
    run = previewed(*(line(n) for n in range(1, 60)))
    url = reverse("schools:import_run", args=[run.pk])

    with django_assert_max_num_queries(14):
        answer = lead.get(url, {"page": 2})

    assert len(answer.context["rows"]) == 25


def test_history_costs_the_same_for_many(lead, django_assert_max_num_queries):
    """Session and its activity (4), person, roles, open import, count, imports."""
    for _ in range(12):
        make.ImportFactory(status="imported", slot=None)

    with django_assert_max_num_queries(14):
        assert len(lead.get(HOME).context["page"].object_list) == 12


def test_rejects_are_downloaded(lead):
    run = previewed(line(1), line(2, uai="=cmd()"))

    answer = lead.get(reverse("schools:import_rejects", args=[run.pk]))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("3;Code établissement;;'=cmd();Un UAI")
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("text", ["=1", " =1", "\ufeff@x", "-1", "＝1", "\t=1"])
def test_no_cell_is_a_formula(text):
    assert guarded(text).startswith("'")


def test_refused_file_says_where(lead):
    text = upload(lead, data=b"uai;nom;nature\nA;B\n").content.decode()

    assert "Fichier refusé" in text
    assert "Ligne 2, colonne 2" in text


def test_second_import_waits_for_the_first(lead):
    upload(lead, line(1))

    text = upload(lead, line(2)).content.decode()

    assert SchoolImport.objects.count() == 1
    assert "Un autre import est en cours" in text


def test_stale_preview_offers_to_look_again(lead):
    imported(line(1))
    upload(lead, line(1, city="Guise"))
    run = SchoolImport.objects.open().get()
    School.objects.update(city="Soissons")

    assert "Refaites l’aperçu" in act(lead, run, "write").content.decode()
    assert School.objects.get().city == "Soissons"
    assert "<del>Soissons</del>" in act(lead, run, "refresh").content.decode()


@pytest.mark.parametrize("action", ["write", "refresh", "abandon"])
def test_import_that_is_over_does_nothing_more(lead, action):
    run = imported(line())

    assert "a changé d’état" in act(lead, run, action).content.decode()
    assert School.objects.count() == 1


def test_unknown_action_is_not_found(lead):
    assert act(lead, make.ImportFactory(), "destroy").status_code == 404


def test_abandoned_import_leaves_nothing(lead):
    upload(lead, line())

    assert (
        "abandonné" in act(lead, SchoolImport.objects.get(), "abandon").content.decode()
    )
    assert not School.objects.exists()


def test_progress_is_asked_again_until_it_is_over(lead):
    run = make.ImportFactory(status="reading", percent=40)
    url = reverse("schools:import_run", args=[run.pk])

    whole = lead.get(url).content.decode()
    part = lead.get(url, headers={"HX-Request": "true"}).content.decode()
    run.move("reading", to="ready")
    over = lead.get(url, headers={"HX-Request": "true"})

    assert 'http-equiv="refresh"' in whole
    assert "<html" not in part
    assert 'hx-trigger="every 1s"' in part
    assert over["HX-Refresh"] == "true"


def test_undo_that_is_blocked_says_why(lead):
    run = imported(line())
    make.SchoolContactFactory(school=School.objects.get())

    text = lead.get(reverse("schools:import_run", args=[run.pk])).content.decode()

    assert "ne peut plus être annulé" in text
    act(lead, run, "undo")
    assert School.objects.count() == 1


def test_coordinator_may_not(cora, client_for):
    assert upload(client_for(cora), line()).status_code == 403
    assert not SchoolImport.objects.exists()
