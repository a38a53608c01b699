"""Notes that look like they name somebody: seen, and masked in one tap."""

import pytest
from django.urls import reverse

from community.models import RaisedQuestion, ReportChange
from community.sessions.correcting import correct
from community.sessions.discretion import is_telling, masked, named_in
from tests import factories as make


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Karim est venu avec sa mère.", ["Karim"]),
        ("La maman de Jean-Baptiste pose beaucoup de questions.", ["Jean-Baptiste"]),
        ("Mme Diallo reviendra.", ["Diallo"]),
        ("monsieur Lefèvre et Aïcha ont aidé", ["Lefèvre", "Aïcha"]),
        ("Beaucoup parlent de TikTok et de Pronote.", []),
        ("Bon échange. Les parents demandent Snapchat et Instagram.", []),
        ("Salle froide ! À refaire à Laon, école Jean-Macé.", []),
        ("Un père parle du CNED et de l’ENT.", []),
        ("", []),
    ],
)
def test_names_are_seen_and_common_words_are_not(text, names):
    assert named_in(text, ["École Jean-Macé", "Laon"]) == names


def test_masking_leaves_initials_and_no_way_to_call():
    text = "Karim, fils de Mme Diallo : 06 12 34 56 78, a@exemple.test Karim revient."

    assert masked(text) == "K., fils de Mme D. : […], […] K. revient."
    assert not is_telling(masked(text))


def test_masking_an_innocent_text_changes_nothing():
    text = "Vingt parents, 3 écrans, le 3018 rappelé à tous."

    assert masked(text) == text


@pytest.fixture
def report(ada, school):
    return make.ReportFactory(
        mentor=ada.mentor, author=ada, school=school, notes="Karim a aidé."
    )


@pytest.mark.django_db
def test_one_tap_masks_and_is_on_record(client_for, ada, report):
    client, url = client_for(ada), reverse("sessions:report", args=[report.pk])
    assert "<b>Karim</b>" in client.get(url).content.decode()

    client.post(url, {"action": "mask"})

    report.refresh_from_db()
    assert report.notes == "K. a aidé."
    assert ReportChange.objects.get().values == {"notes": None}
    assert "semblent désigner" not in client.get(url).content.decode()


@pytest.mark.django_db
def test_questions_reach_editors_without_names(client_for, ada, ed, report):
    twice = "Comment couper TikTok la nuit ?"
    text = f"{twice}\n\n- Que dire à Karim ?\n{twice}"
    correct(report, ada, {"questions": text}, {})

    texts = list(RaisedQuestion.objects.order_by("pk").values_list("text", flat=True))
    assert texts == ["Comment couper TikTok la nuit ?", "Que dire à K. ?"]
    page = client_for(ed).get("/admin/snippets/community/raisedquestion/")
    html = page.content.decode()
    assert "Que dire à K." in html
    assert report.school.name not in html
    assert "Benali" not in html.partition("<main")[2]


@pytest.mark.django_db
def test_question_taken_out_leaves_unless_it_was_read(ada, report):
    correct(report, ada, {"questions": "Un ?\nDeux ?"}, {})
    RaisedQuestion.objects.filter(text="Deux ?").update(status="answered")

    correct(report, ada, {"questions": ""}, {})

    assert RaisedQuestion.objects.get().text == "Deux ?"


@pytest.mark.django_db
def test_editors_write_no_question(client_for, ed, report):
    response = client_for(ed).get("/admin/snippets/community/raisedquestion/add/")

    assert response.status_code in (302, 403)
