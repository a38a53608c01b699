"""Django's name for this room, and the signals that keep its search index in step."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Bibliothèque"

    def ready(self) -> None:
        from resources.library import indexing
        from resources.search import watch

        indexing.connect()
        watch.connect()
