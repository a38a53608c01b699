"""Django's name for this room, and what it tells the library and machines."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Écoles et bénévoles"

    def ready(self) -> None:
        from community import privacy  # noqa: F401
        from community.impact import metadata, weekly  # noqa: F401
        from community.matching import daily as matching_daily  # noqa: F401
        from community.matching.experience import remember_with
        from community.partnerships import privacy as signatories_privacy  # noqa: F401
        from community.partnerships import reminders  # noqa: F401
        from community.requests import daily as requests_daily  # noqa: F401
        from community.requests import privacy as requests_privacy  # noqa: F401
        from community.requests.comers import find_comers_with
        from community.schools.children import CHILDREN
        from community.schools.reach import schools_around
        from community.sessions import next_day  # noqa: F401
        from community.sessions import reminders as session_reminders  # noqa: F401
        from community.sessions.comers import who_comes
        from community.sessions.experience import themes_run_by
        from community.sessions.stepping_back import foresee, let_go
        from community.sessions.uses import workshops_with
        from community.sessions.views import blank_html
        from mentors.profiles.reach import find_with
        from mentors.profiles.stepping_back import follow_with
        from mentors.profiles.steps import add_step
        from resources.bag.worker import add_page, add_part
        from resources.library.uses import count_with

        count_with(workshops_with)
        find_comers_with(who_comes)
        find_with(schools_around)
        follow_with(let_go, foresee)
        remember_with(themes_run_by)
        add_step("enfants", CHILDREN)
        add_page("sessions:blank", blank_html)
        add_part("community/log-outbox.js")
        add_part("community/log-worker.js")
