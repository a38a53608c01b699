"""Keep count of questions that found nothing, never of who asked.

Pages that find nothing carry a signed question; only what we signed is counted, so
nobody can write words of their own into the editors' list.
"""

from __future__ import annotations

from django.core import signing
from django.db.models import F
from django.utils import timezone

from resources.personal import looks_personal
from resources.search.fold import words_of
from resources.search.models import MissingSearch

SALT = "resources.search.missing"
LONGEST = 60
VALID_DAYS = 30


def normalised(question: str) -> str:
    """Return the words to count, "" when they could name or number somebody."""
    if looks_personal(question) or len(question) > LONGEST:
        return ""
    return " ".join(words_of(question))


def sign(question: str) -> str:
    """Return what the page sends back to be counted, "" when it must not be."""
    words = normalised(question)
    return signing.dumps(words, salt=SALT) if words else ""


def count(token: str) -> bool:
    """Count once more the question that `token` signs; False when it is not ours."""
    try:
        words = signing.loads(token, salt=SALT, max_age=VALID_DAYS * 86_400)
    except signing.BadSignature:
        return False
    today = timezone.localdate()
    known, created = MissingSearch.objects.get_or_create(question=words)
    if not created:
        row = MissingSearch.objects.filter(pk=known.pk)
        # First, and on the stored day: twice at once is one more day, not two.
        row.exclude(last_on=today).update(days=F("days") + 1, last_on=today)
        row.update(times=F("times") + 1)
    return True
