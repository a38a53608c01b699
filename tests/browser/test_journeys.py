"""One journey per role, on a narrow screen, as a person would go."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DIRECTORY = """\
identifiant_de_l_etablissement;nom_etablissement;type_etablissement;\
statut_public_prive;code_postal;code_commune;nom_commune;code_departement;\
latitude;longitude
0021234{letter};École des Cerisiers;Ecole;Public;02000;02408;Laon;002;49.56;3.62
"""


def test_reader_goes_from_a_worry_to_a_resource_in_two_gestures(page):
    page.goto("/")
    page.locator("label.pick", has_text="11 à 13").click()
    page.get_by_role("button", name="du temps d’écran").click()

    expect(page).to_have_url(re.compile(r"/mon-enfant/\?age=11-13&theme=temps-ecran"))
    expect(page.locator("main")).to_contain_text("À faire ce soir")
    question = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Lire la réponse entière").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)

    card = page.locator("li.card a").first
    title = card.inner_text()
    card.click()
    expect(page).to_have_url(re.compile("/ressources/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_reader_changes_the_age_by_keyboard(page):
    page.goto("/mon-enfant/?age=11-13&theme=devoirs")
    summary = page.locator("main summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    page.get_by_role("button", name="Changer").press("Enter")

    expect(page).to_have_url(re.compile("age=6-11&theme=devoirs"))
    expect(page.locator("main summary")).to_contain_text("6 à 11")


def test_reader_ticks_a_collection_and_finds_it_again(page):
    page.goto("/mallettes/quand-on-se-moque-de-lui/")
    page.get_by_label("Lu").first.check()
    expect(page.locator("#avancement")).to_have_text("1 sur 4 lues.")

    page.reload()
    expect(page.locator("#avancement")).to_have_text("1 sur 4 lues.")


@pytest.mark.parametrize("way", ["tap", "keyboard"])
def test_reader_leaves_fast_and_back_does_not_return(page, way):
    """The neutral site is played here: nothing is asked of it before the tap."""
    asked = []

    def play(route):
        asked.append(route.request.headers)
        route.fulfill(body="neutre", content_type="text/plain")

    page.route("https://www.service-public.fr/**", play)
    page.goto("/a-propos/")
    page.goto("/ressources/les-premiers-gestes/")
    assert not asked
    if way == "tap":
        page.get_by_role("link", name="Quitter vite").click()
    else:
        for _time in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url("https://www.service-public.fr/")
    assert "referer" not in asked[0]

    page.go_back()
    expect(page).to_have_url(re.compile("/a-propos/$"))


def test_mentor_tells_a_session_and_is_thanked(page, sign_in):
    sign_in("parent-ressource")
    expect(page).to_have_url(re.compile("/mes-ateliers/$"))

    page.get_by_role("link", name=re.compile("^Raconter, 30 secondes")).first.click()
    page.get_by_label("Combien de personnes sont venues ?").fill("14")
    page.get_by_role("button", name="Enregistrer l’atelier").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("C’est noté, merci")
    expect(page.locator("dl")).to_contain_text("14")


def test_school_asks_for_a_workshop(page, sign_in):
    sign_in("ecole")
    expect(page).to_have_url(re.compile("/mon-ecole/$"))

    page.goto("/mon-ecole/demander/")
    page.locator("textarea").fill("Les soirées sur le téléphone.")
    page.locator("label.pick, label.check").first.click()
    page.get_by_role("button", name="Envoyer ma demande").click()

    expect(page).to_have_url(re.compile(r"/mon-ecole/\?ecole="))
    expect(page.locator("main")).to_contain_text("Votre demande est partie")


def test_coordinator_plans_locks_and_sends(page, sign_in):
    sign_in("coordination")
    expect(page).to_have_url(re.compile("/coordination/$"))

    page.goto("/coordination/mises-en-relation/")
    page.get_by_role("button", name=re.compile("^(Calculer|Recalculer)")).click()
    expect(page.locator("main")).to_contain_text("Rien n’est envoyé.")

    lock = page.get_by_role("button", name=re.compile("^Verrouiller")).first
    lock.click()
    expect(page.locator("main")).to_contain_text("Verrouillée")
    page.get_by_role("button", name="J’ai relu ce plan").click()
    page.get_by_role("button", name="Envoyer aux parents ressources").click()
    expect(page.locator("main")).to_contain_text("propositions envoyées.")


def test_editor_changes_a_resource(page, sign_in):
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in("editrice")
    expect(page).to_have_url(re.compile("/admin/$"))

    page.goto("/admin/pages/search/?q=groupe+de+la+classe")
    page.get_by_role("link", name=re.compile("^Le groupe de la classe")).first.click()
    page.wait_for_url("**/edit/")
    summary = page.locator("textarea[name=summary], input[name=summary]")
    summary.fill("Trois petites scènes à jouer.")
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".messages .success")).to_be_visible()

    page.goto("/ressources/le-groupe-de-la-classe/")
    expect(page.locator(".lede")).to_have_text("Trois petites scènes à jouer.")


def test_national_lead_compares_and_tries_an_import(page, sign_in):
    sign_in("nationale")

    page.goto("/territoires/")
    expect(page.locator("main")).to_contain_text("Aisne")
    page.goto("/coordination/ecoles/import/")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "annuaire.csv",
            "mimeType": "text/csv",
            "buffer": DIRECTORY.format(letter=letter_of(21234)).encode(),
        }
    )
    page.get_by_role("button", name="Voir ce que ce fichier change").click()

    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Ce que ce fichier change", timeout=15_000)
    expect(page.get_by_role("button", name="Importer 1 établissement")).to_be_visible()
    page.get_by_role("button", name="Abandonner").click()
    expect(title).to_have_text("Importer des écoles")


def letter_of(digits: int) -> str:
    """Return the check letter of a UAI."""
    return "ABCDEFGHJKLMNPRSTUVWXYZ"[digits % 23]
