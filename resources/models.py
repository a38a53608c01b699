"""The library's models, story by story; Django finds them here."""

from resources.library.models import (  # noqa: F401
    ResourceIndexPage,
    ResourcePage,
)
from resources.search.models import IndexedText, Synonym  # noqa: F401
from resources.territories.models import Territory  # noqa: F401
from resources.vocabularies.models import Term, Theme  # noqa: F401
