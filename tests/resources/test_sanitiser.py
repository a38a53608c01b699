"""The one door for untrusted text: a table, then any text at all."""

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from resources.sanitiser import plain_text, safe_html

HTML = [
    ("Bonjour", "Bonjour"),
    ("3 < 5 & 6", "3 &lt; 5 &amp; 6"),
    ("<b>oui</b>", "<b>oui</b>"),
    ("<script>alert(1)</script>", "alert(1)"),
    ('<a href="javascript:x">clic</a>', "clic"),
    ('<p onclick="x" style="y">a</p>', "<p>a</p>"),
    ("<img src=x onerror=y>", ""),
    ("zéro\u200bwidth", "zérowidth"),
    ("nul\x00\x1b\u202e", "nul"),
    ("e\u0301t\u00e9", "été"),
    ("lone \ud800 surrogate", "lone  surrogate"),
    ("&#8203;caché", "caché"),
    ("a\r\nb", "a\nb"),
]


@pytest.mark.parametrize(("given_text", "expected"), HTML)
def test_html_table(given_text, expected):
    cleaned = safe_html(given_text, 100)
    assert cleaned == expected
    assert isinstance(cleaned, SafeString)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("3 < 5 & <b>", "3 < 5 & <b>"),
        (" a\x00b\u200b ", "ab"),
        ("é" * 300, "é" * 100),
        ("x" * 1_000_000, "x" * 100),
    ],
)
def test_plain_table(given_text, expected):
    cleaned = plain_text(given_text, 100)
    assert cleaned == expected
    assert not isinstance(cleaned, SafeString)


@given(st.text(), st.integers(1, 60))
def test_plain_text_is_idempotent_and_capped(text, limit):
    once = plain_text(text, limit)
    assert len(once) <= limit
    assert plain_text(once, limit) == once
    once.encode()


MARKUP = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<p", ">", "&lt;", "&amp;", "&#8203;", "<script>", "é", "a "]
    )
    | st.text(max_size=4)
).map("".join)


@given(MARKUP, st.integers(1, 60))
def test_html_is_idempotent_and_capped(text, limit):
    once = safe_html(text, limit)
    assert len(once) <= limit
    assert safe_html(once, limit) == once
    assert "<script" not in once.lower()


def test_deep_nesting_survives():
    assert len(safe_html("<b>" * 5_000, 2_000)) <= 2_000
