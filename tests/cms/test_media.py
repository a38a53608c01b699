"""Uploaded files: what they may be, and how a player asks for a part of them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.media.contents import is_what_it_says
from cms.media.parts import MOST, part_bounds
from cms.models import CustomDocument

SOUND = b"ID3" + bytes(range(100))


@pytest.fixture
def sound(db, settings, tmp_path):
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    disk |= {"OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    document = CustomDocument(title="Lu", file=ContentFile(SOUND, "lu.mp3"))
    document.full_clean(exclude=["collection"])
    document._set_document_file_metadata()
    document.save()
    return document


def test_serves_a_part(client, sound):
    response = client.get(sound.url, HTTP_RANGE="bytes=3-5")
    assert response.status_code == 206
    assert response.content == SOUND[3:6]
    assert response["Content-Range"] == "bytes 3-5/103"
    assert response["Content-Type"] == "audio/mpeg"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_serves_it_whole_unless_asked(client, sound):
    response = client.get(sound.url)
    assert b"".join(response) == SOUND
    assert response.status_code == 200
    assert response["Content-Type"] == "audio/mpeg"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_part_of_another_version_is_the_whole(client, sound):
    headers = {"HTTP_RANGE": "bytes=3-5", "HTTP_IF_RANGE": '"autre"'}
    assert b"".join(client.get(sound.url, **headers)) == SOUND


def test_beyond_the_end(client, sound):
    response = client.get(sound.url, HTTP_RANGE="bytes=900-")
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */103"


@pytest.mark.parametrize("asked", ["bytes=a-b", "bytes=1-2,4-5", "octets=1-2", ""])
def test_what_cannot_be_read_is_answered_whole(client, sound, asked):
    assert b"".join(client.get(sound.url, HTTP_RANGE=asked)) == SOUND


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        ("0", "", (0, 99)),
        ("", "10", (90, 99)),
        ("", "500", (0, 99)),
        ("5", "900", (5, 99)),
        ("7", "3", None),
        ("", "0", None),
        ("", "", None),
    ],
)
def test_bounds(start, end, bounds):
    assert part_bounds(start, end, 100) == bounds


def test_a_part_is_never_the_whole_of_a_film():
    assert part_bounds("0", "", 10 * MOST) == (0, MOST - 1)


@pytest.mark.parametrize(
    ("extension", "start", "is_true"),
    [
        ("mp3", b"\xff\xfb\x90", True),
        ("m4a", b"\0\0\0\x20ftypM4A ", True),
        ("webm", b"\x1a\x45\xdf\xa3", True),
        ("vtt", b"\xef\xbb\xbfWEBVTT\n", True),
        ("pdf", b"%PDF-1.7", True),
        ("mp3", b"<html><script>", False),
        ("vtt", b"<html>", False),
        ("txt", b"a\0b", False),
        ("exe", b"MZ", False),
    ],
)
def test_a_file_is_what_its_name_says(extension, start, is_true):
    assert is_what_it_says(extension, start) is is_true


def test_a_page_dressed_as_a_sound_is_refused(db):
    document = CustomDocument(title="x", file=ContentFile(b"<html>", "x.mp3"))
    with pytest.raises(ValidationError, match=r"pas celui d’un \.mp3"):
        document.clean()
