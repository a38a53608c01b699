"""Django's name for this room, its search signals and its pages' metadata."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Bibliothèque"

    def ready(self) -> None:
        from resources import lookups, secret_addresses
        from resources.answers import indexing as answers
        from resources.collections import indexing as collections
        from resources.feedback import purge  # noqa: F401
        from resources.jobs import framework  # noqa: F401
        from resources.library import indexing as library
        from resources.metadata import learning, pages  # noqa: F401
        from resources.news import indexing as news
        from resources.opendata import metadata  # noqa: F401
        from resources.privacy import acting  # noqa: F401
        from resources.search import forgetting, watch  # noqa: F401

        lookups.register()
        stories = library, answers, collections, news, watch, secret_addresses
        for story in stories:
            story.connect()
