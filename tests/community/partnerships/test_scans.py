"""Scans of paper signatures: what is kept, what is refused, who opens them."""

import io
import struct
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from community.partnerships.scans import LONGEST_SIDE, MOST_BYTES

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def photo(wanted="JPEG", size=(60, 40), **how) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, wanted, **how)
    return out.getvalue()


def huge_png() -> bytes:
    """A PNG whose header promises 400 million pixels, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def deposit(agreement, people, act):
    """Deposit a scan for the first signatory; return the response and the person."""
    line = people(agreement(2, "ready"))[0]

    def posted(content=PDF, name="page.pdf", day=None):
        day = day or timezone.localdate().isoformat()
        file = SimpleUploadedFile(name, content)
        response = act(line.partnership, "paper", line.pk, scan=file, signed_on=day)
        line.refresh_from_db()
        return response, line

    return posted


@pytest.mark.parametrize(
    ("content", "name"),
    [(PDF, "Feuille.PDF"), (photo(), "feuille.jpeg"), (photo("PNG"), "feuille.png")],
)
def test_scan_is_kept_with_who_and_when(deposit, cora, content, name):
    response, line = deposit(content, name)

    assert "Signature notée" in response.content.decode()
    assert (line.method, line.recorded_by) == ("paper", cora)
    assert line.recorded_at
    assert "euille" not in line.scan.name


def test_scan_is_opened_by_its_desk_only(deposit, client_for, cora, zoe, eve):
    _response, line = deposit()
    url = reverse("partnerships:scan", args=[line.partnership_id, line.pk])

    response = client_for(cora).get(url)
    assert b"".join(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert client_for(zoe).get(url).status_code == 404
    assert client_for(eve).get(url).status_code == 403


def test_photo_loses_what_it_hides(deposit):
    exif = Image.Exif()
    exif[0x010E] = "chez moi"
    content = photo(size=(LONGEST_SIDE + 100, 10), exif=exif)
    assert b"chez moi" in content

    _response, line = deposit(content, "a.jpg")

    kept = line.scan.read()
    assert b"chez moi" not in kept
    assert Image.open(io.BytesIO(kept)).width == LONGEST_SIDE


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"<svg/>", "a.svg", "Déposez un PDF"),
        (PDF, "a.html", "Déposez un PDF"),
        (b"<html>", "a.pdf", "PDF entier"),
        (PDF[:20], "a.pdf", "PDF entier"),
        (PDF.replace(b"<<>>", b"<</JavaScript 2 0 R>>"), "a.pdf", "programme"),
        (photo("PNG"), "a.jpg", "ne peut pas être lue"),
        (photo()[:300], "a.jpg", "ne peut pas être lue"),
        (PDF + b" " * MOST_BYTES, "a.pdf", "10 Mo"),
    ],
)
def test_anything_else_is_refused(deposit, content, name, error):
    response, line = deposit(content, name)

    assert error in response.content.decode()
    assert not line.signed_at


def test_400_million_pixels_are_refused_before_decoding(deposit):
    started = time.perf_counter()
    response, line = deposit(huge_png(), "a.png")

    assert time.perf_counter() - started < 1
    assert not line.signed_at
    assert "trop grande" in response.content.decode()


@pytest.mark.parametrize("day", ["2999-01-01", "1999-01-01", "hier"])
def test_day_must_make_sense(deposit, day):
    _response, line = deposit(day=day)

    assert not line.signed_at


def test_voided_scan_is_deleted(
    deposit, cora, django_capture_on_commit_callbacks, agreement
):
    from community.partnerships import steps

    _response, line = deposit()
    name, storage = line.scan.name, line.scan.storage

    with django_capture_on_commit_callbacks(execute=True):
        steps.edit(line.partnership, cora, 1, lambda: None)

    assert not storage.exists(name)
