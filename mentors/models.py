"""The mentors' models, story by story; Django finds them here."""

from mentors.communes.models import Commune  # noqa: F401
from mentors.coordination.models import Coordinator  # noqa: F401
from mentors.mailing.models import Mail  # noqa: F401
from mentors.profiles.models import Mentor  # noqa: F401
from mentors.profiles.questions import ApplicationQuestion  # noqa: F401
from mentors.profiles.yearly import YearAnswer  # noqa: F401
