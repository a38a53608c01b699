"""What editors upload: broken pictures are errors of a form, originals say nothing."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.models import CustomImage
from tests import factories as make

PLACE = {1: "N", 2: (49.0, 33.0, 51.0), 3: "E", 4: (3.0, 37.0, 13.0)}
ADDRESSES = ["wagtailimages:add", "wagtailimages_chooser:create"]
PROGRAM = b"GIF89a/*\x00\x00\x00\x00\x00*/=1;alert(1)//"


def photo(kind: str, **how) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Ada Benali"
    exif.get_ifd(0x8825).update(PLACE)
    out = io.BytesIO()
    image = Image.effect_noise((60, 40), 50).convert("RGB")
    image.save(out, kind, exif=exif, **how)
    return out.getvalue()


def swollen() -> bytes:
    """A PNG of some 200 kB with a text of 200 MB."""
    whole = photo("PNG")
    text = b"k\0\0" + zlib.compress(b"a" * 200_000_000)
    size, check = (
        struct.pack(">I", n) for n in (len(text), zlib.crc32(b"zTXt" + text))
    )
    return whole[:33] + size + b"zTXt" + text + check + whole[33:]


BROKEN = {
    "cut.jpg": lambda: photo("JPEG")[:700],
    "late.jpg": lambda: photo("JPEG")[:-200],
    "swollen.png": swollen,
    "cut.png": lambda: photo("PNG")[:-300],
    "program.gif": lambda: PROGRAM,
    "renamed.png": lambda: photo("JPEG"),
    "empty.webp": lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ",
}


@pytest.fixture
def chief(client_for, db, settings, tmp_path):
    """An administrator; files are on the disk, which closes what it opened."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    disk |= {"OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    return client_for(make.UserFactory(is_superuser=True))


def send(client, address, name, content):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    data = {"title": "Une image", "image-chooser-upload-title": "Une image"}
    data |= {"file": file, "collection": "1"}
    if address.endswith("create"):
        prefix = "image-chooser-upload-"
        data |= {f"{prefix}file": file, f"{prefix}collection": "1"}
        del data["file"]
    return client.post(reverse(address), data)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_an_error_of_the_form(chief, address, name):
    answer = send(chief, address, name, BROKEN[name]())

    assert answer.status_code == 200
    assert not CustomImage.objects.exists()


# Wagtail leaves the temporary file of the chooser's thumbnail to be collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_an_original_says_neither_where_nor_by_whom(chief, address, name):
    kind = {"jpg": "JPEG"}.get(name[2:], name[2:].upper())
    send(chief, address, name, photo(kind) + PROGRAM)

    kept = CustomImage.objects.get()
    with kept.file.open() as file:
        content = file.read()
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == (60, 40)
            assert not image.getexif()
    assert b"Ada Benali" not in content
    assert b"alert" not in content
    assert kept.file_size == len(content)


def test_a_picture_is_kept_upright(chief):
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif)
    send(chief, ADDRESSES[0], "a.jpg", out.getvalue())

    kept = CustomImage.objects.get()
    assert (kept.width, kept.height) == (40, 60)


def test_an_animation_still_moves(chief):
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "teal", "navy")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=90)
    send(chief, ADDRESSES[0], "a.gif", out.getvalue() + PROGRAM)

    with CustomImage.objects.get().file.open() as file, Image.open(file) as image:
        assert image.n_frames == 3
