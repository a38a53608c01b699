"""Uploaded pictures are seen: served as pictures, and nothing else of the folder is."""

import re
from io import BytesIO
from urllib.request import urlopen

import pytest
from django.conf import settings as current
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Drawing
from wagtail.models import Collection

from cms.media.views import HEADERS, TYPES
from cms.models import CustomDocument, CustomImage
from launcher.places import ROOT


@pytest.fixture(autouse=True)
def _close_files(monkeypatch):
    """Wagtail leaves to the garbage collector the file it draws a rendition in."""
    draw = CustomImage.generate_rendition_file

    def drawn_and_closed(image, *args, **kwargs):
        with draw(image, *args, **kwargs) as file:
            file.seek(0)
            return ContentFile(file.read(), file.name)

    monkeypatch.setattr(CustomImage, "generate_rendition_file", drawn_and_closed)


def drawn(colour: str) -> ContentFile:
    data = BytesIO()
    Drawing.new("RGB", (400, 200), colour).save(data, "JPEG")
    return ContentFile(data.getvalue(), "photo.jpg")


@pytest.fixture
def disk(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    storage |= {"OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = current.STORAGES | {"default": storage}


@pytest.fixture
def image(disk, db):
    # A test that commits, as one with a server does, leaves an empty database behind.
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    return CustomImage.objects.create(title="Une salle", file=drawn("red"))


def rendition_url(image: CustomImage) -> str:
    rendition = image.get_rendition("width-120")
    rendition.file.close()
    return rendition.url


def test_a_rendition_is_seen(client, image):
    response = client.get(rendition_url(image))

    with Drawing.open(BytesIO(b"".join(response))) as seen:
        assert seen.size == (120, 60)
    assert response["Content-Type"] == "image/jpeg"
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert not response.cookies
    assert not response.has_header("Vary")


def test_a_rendition_is_seen_over_http(image, live_server):
    with urlopen(live_server.url + rendition_url(image)) as response:
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.read(3) == b"\xff\xd8\xff"


def test_another_picture_has_another_address(image):
    before = rendition_url(image)
    image.renditions.all().delete()
    image.file.close()
    image.file.storage.delete(image.file.name)
    image.file = drawn("blue")
    image._set_image_file_metadata()
    image.save()

    assert rendition_url(image) != before


@pytest.mark.parametrize(
    "name",
    [
        "absente.jpg",
        "page.html",
        "dessin.svg",
        "..%2Fdocuments%2Fprive.jpg",
        "..%5Cdocuments%5Cprive.jpg",
        "%2E%2E%2Fdocuments%2Fprive.jpg",
        ".jpg",
        "a%00.jpg",
        "%ED%A0%80.jpg",
        "a" * 400 + ".jpg",
    ],
)
def test_nothing_else_is_served(client, disk, db, name):
    for path in ("images/page.html", "images/dessin.svg", "documents/prive.jpg"):
        default_storage.save(path, ContentFile(b"<script>"))

    assert client.get(f"/media/images/{name}").status_code == 404


def test_originals_and_documents_have_no_address_there(client, image):
    document = CustomDocument.objects.create(
        title="x", file=ContentFile(b"%PDF-1.7", "x.pdf")
    )

    assert client.get(image.file.url).status_code == 404
    assert client.get(document.file.url).status_code == 404


def test_proxy_of_the_guide_serves_the_same():
    """The block of docs/running.md names the folder, the types and each header."""
    guide = (ROOT / "docs/running.md").read_text("utf-8")
    [block] = re.findall(r"```nginx\n(.*?)```", guide, re.DOTALL)

    assert "location ~ ^/media/images/" in block
    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}";' in block
    for suffix, kind in TYPES.items():
        assert re.search(rf"{kind} {suffix[1:]};", block)
