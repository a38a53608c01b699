"""The audit trail of somebody forgotten: the deeds stay, the name does not."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry


def forget_trail(row: Model) -> None:
    """Take the name off what the trail says of `row`, and what each entry held."""
    kind = ContentType.objects.get_for_model(row)
    trail = ModelLogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
    trail.update(label="–", data={})
