"""The guard of every export: no cell that a spreadsheet would run."""

import csv
import io

import pytest

from resources.exports.spreadsheet import csv_text, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33612345678",
        "-2",
        "@SUM(A1)",
        "|cmd",
        "  =1",
        "\t=1",
        "\r\n=1",
        "\ufeff=1",
        "\u200b\u00a0=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "﹦1",
        "｜a",
    ],
)
def test_formula_becomes_text(text):
    cell = safe_cell(text)
    assert cell.startswith("'")
    assert not cell[1:2].isspace()


@pytest.mark.parametrize(
    "value", ["06 12 34 56 78", "02000", "a=b", "", "« = »", 12, -3, None, "l’école"]
)
def test_the_rest_is_left_alone(value):
    assert safe_cell(value) == value


def test_blanks_alone_become_nothing():
    assert safe_cell("\t \r\n") == ""


def test_csv_opens_in_french_excel():
    text = csv_text(["nom", "note"], [["É;l", 'a"b\nc'], ["=1", 2]])
    assert text.startswith("\ufeffnom;note\r\n")
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
    assert rows[1:] == [["É;l", 'a"b\nc'], ["'=1", "2"]]
