"""Django's name for this room, and what it tells the library and machines."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Écoles et bénévoles"

    def ready(self) -> None:
        from community.impact import metadata  # noqa: F401
        from community.requests import daily  # noqa: F401
        from community.sessions.uses import workshops_with
        from resources.library.uses import count_with

        count_with(workshops_with)
