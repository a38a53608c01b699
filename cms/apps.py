"""The site: settings, accounts, pages, chrome and demo data."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Site"

    def ready(self) -> None:
        from cms import privacy  # noqa: F401
        from cms.accounts import closed_sessions  # noqa: F401
        from cms.cache import watch
        from cms.pages import metadata  # noqa: F401
        from cms.workflow import notifications

        watch.connect()
        notifications.connect()
