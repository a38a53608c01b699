"""Django's name for this room, and what it tells machines of its public pages."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Écoles et bénévoles"

    def ready(self) -> None:
        from community.impact import metadata  # noqa: F401
