"""The tag of the feedback block: `{% page_feedback page as feedback %}`."""

from __future__ import annotations

from django import template
from wagtail.models import Page

from resources.feedback.shown import Feedback, feedback_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_feedback(context: template.Context, page: Page) -> Feedback | None:
    """Nothing for a page that is not saved yet: a draft has no readers."""
    return feedback_of(page, context.get("request")) if page.pk else None
