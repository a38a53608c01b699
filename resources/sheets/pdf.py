"""A sheet to sign or to keep, as a tagged PDF made from the HTML of its page.

The page's own words are the only ones: what differs is paper. Nothing is fetched. It
reads headings, paragraphs, lists, `dl.facts` and empty `.box`, and no other layout.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from fpdf import FPDF, ViewerPreferences

FONTS = Path(__file__).parent / "fonts"
MARGIN, LINE = 25, 1.45  # mm; height of a line, of its letters
POINT = 0.3528  # mm
SIZES = {"h1": 20, "h2": 14, "p": 11, "li": 11, "div": 11, "small": 9}
TAGS = {"h1": "/H1", "h2": "/H2"}
BLOCKS = frozenset(SIZES)
BOX = 18  # mm: room for a signature
BLANKS = re.compile(r"[ \n\r\t]+")  # not those that hold words together
Run = tuple[str, str]  # style of the font ("" or "B"), text


class Sheet(FPDF):
    """A4, in one column; what is written in `tagged` is read aloud as that element."""

    def __init__(self, title: str, made_at: dt.datetime) -> None:
        super().__init__(format="A4")
        for style, name in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold")):
            self.add_font("DejaVu", style, FONTS / f"{name}.ttf")
        self.set_title(title)
        self.set_author("La Trousse à projets")
        self.set_lang("fr-FR")
        self.set_creation_date(made_at)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN)
        self.add_page()

    @contextmanager
    def tagged(self, tag: str, text: str) -> Iterator[None]:
        """fpdf2 tags pictures only, by these same steps.

        `text` is what is read: a line that is broken loses the space at its end.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=tag, mcid=number)
        words = f"\ufeff{text}".encode("utf-16-be").hex()
        self._out(f"{tag} <</MCID {number}>> BDC")
        self._out(f"/Span <</ActualText <{words}>>> BDC")
        yield
        self._out("EMC EMC")

    def block(self, name: str, runs: list[Run], size: int) -> None:
        """Write one element, whole on one page: a tag does not pass to the next."""
        height = size * POINT * LINE
        with self.offset_rendering() as rehearsal:
            rehearsal._runs(runs, size, height)
        if rehearsal.page_break_triggered:
            self.add_page()
        words = "".join(text for _style, text in runs).strip()
        with self.tagged(TAGS.get(name, "/P"), words):
            self._runs(runs, size, height)
        self.ln(height * 1.5)

    def _runs(self, runs: list[Run], size: int, height: float) -> None:
        for style, text in runs:
            self.set_font("DejaVu", style, size)
            self.write(height, text)

    def box(self) -> None:
        """Draw room to write by hand, which nobody has to hear."""
        if self.will_page_break(BOX):
            self.add_page()
        self._out("/Artifact BMC")
        self.rect(self.l_margin, self.y, self.epw, BOX)
        self._out("EMC")
        self.ln(BOX + 4)


class _Reader(HTMLParser):
    """Gathers the text of each block, and hands it to the sheet when it ends."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.name, self.is_small, self.bold = "p", False, 0
        self.runs: list[Run] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in BLOCKS:
            self.flush()
            self.name, self.is_small = tag, "s" in classes
        elif tag == "br":
            self.runs.append(("", "\n"))
        self.bold += tag in ("b", "strong", "dt", "h1", "h2")
        if "box" in classes:
            self.flush()
            self.sheet.box()

    def handle_endtag(self, tag: str) -> None:
        if tag == "dt" and self.runs:
            self.runs.append(("B", "\u00a0: "))
        self.bold -= tag in ("b", "strong", "dt", "h1", "h2")
        if tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        text = BLANKS.sub(" ", data)
        if not self.runs or self.runs[-1][1].endswith((" ", "\n")):
            text = text.removeprefix(" ")
        if text:
            self.runs.append(("B" if self.bold else "", text))

    def flush(self) -> None:
        if any(text.strip() for _style, text in self.runs):
            size = SIZES["small" if self.is_small else self.name]
            self.sheet.block(self.name, self.runs, size)
        self.runs = []


def to_pdf(title: str, html: str, made_at: dt.datetime) -> bytes:
    """Return the sheet of `html`, which its title names; the same for the same day."""
    sheet = Sheet(title, made_at)
    reader = _Reader(sheet)
    reader.feed(html)
    reader.close()
    reader.flush()
    return bytes(sheet.output())
