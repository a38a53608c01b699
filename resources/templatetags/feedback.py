"""The tag of the feedback block: `{% page_feedback page as feedback %}`."""

from __future__ import annotations

from django import template
from wagtail.models import Page

from resources.feedback.shown import Feedback, feedback_of

register = template.Library()


@register.simple_tag
def page_feedback(page: Page) -> Feedback | None:
    """Nothing for a page that is not saved yet: a draft has no readers."""
    return feedback_of(page) if page.pk else None
