"""Django's name for this room."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Écoles et bénévoles"
