"""Images of a text: light, with their place kept, in a query that does not grow."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing

from cms.models import CustomImage
from resources.streams.pictures import picture_of
from tests.resources.library import publish


@pytest.fixture(autouse=True)
def _close_files(monkeypatch):
    """Wagtail leaves to the garbage collector the file it draws a rendition in."""
    draw = CustomImage.generate_rendition_file

    def drawn_and_closed(image, *args, **kwargs):
        with draw(image, *args, **kwargs) as file:
            file.seek(0)
            return ContentFile(file.read(), file.name)

    monkeypatch.setattr(CustomImage, "generate_rendition_file", drawn_and_closed)


def make_image(width: int, name: str = "essai") -> CustomImage:
    data = BytesIO()
    Drawing.effect_noise((width, width // 2), 40).convert("RGB").save(data, "JPEG")
    image = CustomImage(title=name, file=ImageFile(data, f"{name}.jpg"))
    image.save()
    return image


def block(image: CustomImage, alt: str = "Deux enfants lisent") -> dict:
    value = {"image": image.pk, "alt_text": alt, "decorative": False}
    return {"type": "image", "value": value}


@pytest.fixture
def read(client, index):
    """Publish a resource with these blocks; return its HTML."""

    def published(*blocks: dict) -> str:
        page = publish(index, "images")
        page.body = page.body.stream_block.to_python(list(blocks))
        page.save_revision().publish()
        return client.get("/ressources/images/").content.decode()

    return published


def test_image_is_light_and_keeps_its_place(read):
    html = read(block(make_image(1_000)))
    figure = re.search(r"<figure.*?</figure>", html, re.DOTALL).group()

    assert 'width="800"' in figure
    assert 'height="400"' in figure
    assert 'loading="lazy"' in figure
    assert 'alt="Deux enfants lisent"' in figure
    assert re.search(r'srcset="\S+\.webp 400w, \S+\.webp 800w"', figure)


def test_button_says_the_weight_and_the_alternative_is_read(read):
    figure = re.search(r"<figure.*?</figure>", read(block(make_image(1_000))), re.S)[0]

    assert re.search(r"Charger l’image \(\d+\u00a0Ko\)", figure)
    assert "<p>Deux enfants lisent</p>" in figure
    assert figure.index("resources/saving.js") < figure.index("<img")


def test_small_image_is_never_enlarged(db):
    picture = picture_of_new(300)

    assert picture.width == 300
    assert picture.srcset.count("300w") == 1


def picture_of_new(width: int):
    image = make_image(width)
    image.contextual_alt_text = ""
    return picture_of(image)


def test_lost_file_shows_no_weight(db, monkeypatch):
    image = make_image(900)
    image.contextual_alt_text = "Une image"
    picture_of(image)
    for rendition in image.renditions.all():
        rendition.file.storage.delete(rendition.file.name)

    assert picture_of(image).weight == ""


def test_queries_do_not_grow_with_images(read, client):
    """One query for the images of a text, one for all their renditions."""
    images = [make_image(900, f"image-{n}") for n in range(4)]

    def queries(*blocks: dict) -> int:
        read(*blocks)
        with CaptureQueriesContext(connection) as seen:
            client.get("/ressources/images/")
        return len(seen)

    assert queries(*map(block, images)) == queries(block(images[0]))
