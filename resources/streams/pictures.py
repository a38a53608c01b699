"""Images of a text in two light sizes, so that a phone fetches the smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage, AbstractRendition

# The widest a text column shows, and half of it; at a quality whose loss no eye sees.
SPECS = [f"width-{width}|format-webp|webpquality-70" for width in (400, 800)]
SIZES = "(max-width: 46rem) calc(100vw - 2rem), 43rem"


@dataclass(frozen=True)
class Picture:
    """What <img> needs; `size` is the bytes of the largest file, 0 when unknown."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    size: int
    sizes: str = SIZES

    @property
    def weight(self) -> str:
        """Say « 38 Ko », or nothing when it is unknown."""
        return f"{max(1, round(self.size / 1000))}\u00a0Ko" if self.size else ""


class PictureBlock(ImageBlock):
    """An ImageBlock drawn from its renditions, all fetched in one query per text."""

    def bulk_to_python(self, values: Any) -> list[AbstractImage | None]:
        images = super().bulk_to_python(values)
        prefetch_related_objects([one for one in images if one], "renditions")
        return images

    def get_context(
        self, value: AbstractImage, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"picture": picture_of(value)}


def picture_of(image: AbstractImage) -> Picture:
    made = image.get_renditions(*SPECS)
    # A small original is never enlarged: both renditions are then of one width.
    by_width = {made[spec].width: made[spec] for spec in SPECS}
    largest = by_width[max(by_width)]
    srcset = ", ".join(f"{one.url} {width}w" for width, one in by_width.items())
    return Picture(
        src=largest.url,
        srcset=srcset,
        width=largest.width,
        height=largest.height,
        alt=image.contextual_alt_text or "",
        size=size_of(largest),
    )


def size_of(rendition: AbstractRendition) -> int:
    """Return the bytes of the file, 0 when the storage has lost it."""
    try:
        return rendition.file.size
    except OSError:
        return 0
