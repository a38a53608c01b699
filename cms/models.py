"""The site's models, story by story; Django finds them here."""

from cms.health.models import Heartbeat  # noqa: F401
from cms.media.models import CustomDocument, CustomImage, Rendition  # noqa: F401
from cms.pages.models import HomePage, StandardPage  # noqa: F401
from cms.users.models import User, UserManager  # noqa: F401
