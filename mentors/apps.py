"""Django's name for this room."""

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    name = "mentors"
    verbose_name = "Parents ressources"
