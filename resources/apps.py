"""Django's name for this room, its search signals and its pages' metadata."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Bibliothèque"

    def ready(self) -> None:
        from resources.library import indexing
        from resources.metadata import learning, pages  # noqa: F401
        from resources.opendata import metadata  # noqa: F401
        from resources.search import watch

        indexing.connect()
        watch.connect()
