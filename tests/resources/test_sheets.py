"""Sheets on paper: tagged, named, in French, from the words of the page."""

import datetime as dt
import re
import zlib

import pytest

from resources.sheets.pdf import to_pdf

DAY = dt.datetime(2026, 11, 26, 10, tzinfo=dt.UTC)
HTML = """<h1>Attestation</h1>
<p class="note"><svg><use href="#x"/></svg>Élodie «\u00a0Œuvre\u00a0» d’hiver\u202f:</p>
<dl><div><dt>Ateliers</dt><dd>2</dd></div></dl><p class="box"></p>"""


def streams(body: bytes) -> bytes:
    """Return what the pages draw, unpacked."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
    unpacked = []
    for one in found:
        try:
            unpacked.append(zlib.decompress(one))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def test_sheet_is_tagged_titled_and_french():
    body = to_pdf("Attestation K7QF", HTML, DAY)

    assert body.startswith(b"%PDF-")
    for words in (b"fr-FR", b"/Marked true", b"/StructTreeRoot", b"/DisplayDocTitle"):
        assert words in body
    assert body.count(b"/S /H1") == 1
    assert body.count(b"/S /P") == 2
    drawn = streams(body)
    assert drawn.count(b"/MCID") == drawn.count(b"/ActualText") == 3
    assert drawn.count(b"/Artifact BMC") == 1
    assert drawn.count(b"EMC") == 7
    assert "Ateliers\u00a0: 2".encode("utf-16-be").hex().encode() in drawn


def test_same_day_makes_the_same_file():
    assert to_pdf("x", HTML, DAY) == to_pdf("x", HTML, DAY)


def test_nothing_is_fetched():
    body = to_pdf("x", '<p><img src="http://127.0.0.1:1/x.png">Texte</p>', DAY)

    assert b"/URI" not in body


def test_paragraph_moves_whole_to_the_next_page():
    body = to_pdf("x", "<p>Une phrase qui se répète. </p>" * 80, DAY)

    assert body.count(b"/Type /Page\n") >= 2
    assert streams(body).count(b"/MCID") == 80


# Refusals


@pytest.mark.parametrize("html", ["", "<p> </p>", "<p>Ada & <b>Ben</p>", "<p>中</p>"])
def test_odd_text_makes_a_sheet_all_the_same(html):
    assert to_pdf("x", html, DAY).startswith(b"%PDF-")
