"""The glossary page, and words explained where they stand without touching a text."""

import html as entities
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.glossary.definitions import definitions, explain
from resources.glossary.models import GlossaryTerm, by_letter
from tests.resources.library import publish
from tests.resources.shelves import add_shelves, word

VOID = {"br", "hr", "img", "input"}


def term(name, forms=""):
    return GlossaryTerm(slug=name.lower(), word=name, definition="…", forms=forms)


KNOWN = definitions(
    [
        term("ENT", "espace numérique de travail"),
        term("code"),
        term("code secret"),
        term("amp"),
        term("écran", "écrans"),
        term("capture", "capture d’écran, captures d’écran"),
    ]
)


def words_in(html):
    seen = {}
    out = explain(html, KNOWN, seen)
    return re.findall(r"<button[^>]*>([^<]*)</button>", out), out


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>L’ENT, puis l’ENT.</p>", ["ENT"]),
        ("<p>l&#x27;ent de la classe</p>", ["ent"]),
        (
            "<p>un espace\u00a0numérique de travail</p>",
            ["espace\u00a0numérique de travail"],
        ),
        ("<p>le code secret, le code</p>", ["code secret", "code"]),
        ("<p>un décode, encodé, codes, code-barres</p>", []),
        ("<p>Écrans</p>", ["Écrans"]),
        ("<p>les Captures d'écran</p>", ["Captures d'écran"]),
        ("<p>Moi &amp; toi</p>", []),
        ('<p title="le code"><a href="/code">code</a></p>', []),
        ("<h3>Le code</h3><p>Le code</p>", ["code"]),
        ("<!-- code --><script>code</script><style>code</style>", []),
        ('<img alt="a > code"> <b>code</b>', ["code"]),
        ("<p>3 < 5 code", ["code"]),
        ("<label>code</label><button>code</button>", []),
        ("", []),
    ],
)
def test_first_occurrence_in_reading_text_only(html, found):
    assert words_in(html)[0] == [*found, *re.findall("<button>(code)</button>", html)]


def test_what_was_seen_in_one_text_is_not_explained_in_the_next():
    seen = {}
    explain("<p>ENT</p>", KNOWN, seen)
    assert "<button" not in explain("<p>ENT</p>", KNOWN, seen)
    assert list(seen) == ["ent"]


def test_without_glossary_nothing_moves():
    assert explain("<p>ENT</p>", definitions([]), {}) == "<p>ENT</p>"


class Reader(HTMLParser):
    """Reads the text; `ok` says whether every element was closed in its place."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.ok = "", [], True
        self.feed(html)
        self.close()
        self.ok = self.ok and not self.open

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.ok = self.ok and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


WORDS = st.sampled_from(
    ["ENT", "ent", "code", "Code secret", "écran", "captures d’écran", "décode", "été",
     " ", ", ", "’", "-", "<", "&", "amp", '"', ">", "codes"]
)  # fmt: skip
TEXT = st.lists(WORDS, max_size=8).map(lambda parts: entities.escape("".join(parts)))
TAGS = st.sampled_from(["p", "a", "b", "h2", "em", "button", "li", "summary"])
HTML = st.recursive(
    TEXT | st.just("<br>"),
    lambda inner: st.tuples(TAGS, TEXT, st.lists(inner, max_size=3)).map(
        lambda t: f'<{t[0]} title="{t[1]}">{"".join(t[2])}</{t[0]}>'
    ),
    max_leaves=12,
)


@given(HTML)
def test_text_is_unchanged_and_html_well_formed(html):
    before, after = Reader(html), Reader(explain(html, KNOWN, {}))
    assert before.ok
    assert after.ok
    assert after.text == before.text


@given(HTML)
def test_each_word_is_explained_at_most_once(html):
    seen = {}
    out = explain(html, KNOWN, seen)
    targets = re.findall('popovertarget="def-([^"]+)"', out)
    assert targets == list(seen)
    assert len(set(targets)) == len(targets)


def test_letters_follow_the_dictionary():
    letters = by_letter([term("Zoom"), term("écran"), term("ENT"), term("3018")])
    assert [(first, [t.word for t in terms]) for first, terms in letters] == [
        ("#", ["3018"]),
        ("E", ["écran", "ENT"]),
        ("Z", ["Zoom"]),
    ]


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def text(self, index):
        add_shelves(index)
        word("ENT", "Le site de l’école <b>.", "ENTs")
        return publish(
            index,
            "suivre",
            simple_text="Ouvrez l’ENT.",
            details=[{"heading": "L’ENT", "text": "L’ENT du collège."}],
        )

    def test_glossary_has_an_anchor_per_word(self, client, text):
        html = client.get("/glossaire/").content.decode()
        assert 'id="mot-ent"' in html
        assert 'href="#lettre-e"' in html
        assert "&lt;b&gt;" in html

    def test_empty_glossary_says_so(self, client, text):
        GlossaryTerm.objects.all().delete()
        assert "Aucun mot" in client.get("/glossaire/").content.decode()

    def test_each_reading_explains_a_word_once(self, client, text):
        html = client.get(text.url).content.decode()
        simple = html[html.index('id="simple"') : html.index('id="detail"')]
        assert simple.count('popovertarget="def-ent">ENT') == 1
        assert html.count('class="def"') == 2  # one for each reading
        assert html.count('id="def-ent" popover') == 1

    def test_text_in_another_language_is_left_alone(self, client, index, text):
        page = publish(index, "pt", language="pt", simple_text="O ENT da escola.")
        assert 'class="def"' not in client.get(page.url).content.decode()

    def test_a_change_shows_at_once(self, client, text):
        client.get(text.url)
        GlossaryTerm.objects.get().delete()
        assert 'class="def"' not in client.get(text.url).content.decode()

    def test_glossary_costs_no_query_once_known(
        self, client, text, django_assert_num_queries
    ):
        from resources.glossary.definitions import known_definitions

        known_definitions(None)
        with django_assert_num_queries(1):  # the generations, once per request
            known_definitions(None)
