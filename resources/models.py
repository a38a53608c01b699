"""The library's models, story by story; Django finds them here."""

from resources.answers.models import AnswerIndexPage, AnswerPage, AnswerReading  # noqa: F401
from resources.collections.models import (  # noqa: F401
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
)
from resources.feedback.models import Comment, ErrorReport, Vote  # noqa: F401
from resources.generations.models import Generation  # noqa: F401
from resources.glossary.models import GlossaryPage, GlossaryTerm  # noqa: F401
from resources.help.models import HelpContact, HelpPage  # noqa: F401
from resources.jobs.models import DailyRun  # noqa: F401
from resources.library.models import (  # noqa: F401
    ResourceIndexPage,
    ResourcePage,
)
from resources.news.models import NewsIndexPage, NewsPage  # noqa: F401
from resources.search.models import (  # noqa: F401
    IndexedText,
    IndexedWord,
    MissingSearch,
    PromotedResult,
    Synonym,
)
from resources.territories.models import Territory  # noqa: F401
from resources.vocabularies.models import Term, Theme  # noqa: F401
