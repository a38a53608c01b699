"""Django's name for this room."""

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    name = "mentors"
    verbose_name = "Parents ressources"

    def ready(self) -> None:
        from mentors import privacy  # noqa: F401
        from mentors.mailing import digest, sending  # noqa: F401
        from mentors.profiles import mails  # noqa: F401
        from resources.jobs.clock import minutely

        minutely.append(sending.deliver_due)
