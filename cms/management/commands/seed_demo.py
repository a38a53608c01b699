"""`manage.py seed_demo`: a believable world, with the pilot’s own figures."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cms.accounts.roles import setup_roles
from cms.demo import activity, around, asking, feedback, library, people, places
from cms.demo.accounts import create_accounts
from cms.models import HomePage
from cms.starter.pages import create_pages
from community.models import SchoolContact
from mentors.models import Coordinator


class Command(BaseCommand):
    help = "Build the demonstration: Aisne and Val-d’Oise, a year of workshops."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true")
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, help="The demo's own today."
        )

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is refused by these settings.")
        if HomePage.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("This database already holds a site.")
        today = options["today"] or timezone.localdate()
        with transaction.atomic():
            call_command("load_reference", verbosity=0)
            setup_roles()
            self._seed(today)

    def _seed(self, today: dt.date) -> None:
        random = Random(2022)  # noqa: S311 – a demo must be the same twice
        accounts = create_accounts()
        by = accounts["coordination"]
        self.stdout.write("  bibliothèque…")
        create_pages()
        library.create_library(accounts["editrice"], today)
        library.create_answers(accounts["editrice"])
        # A generator of its own: what follows stays as it was.
        feedback.create_feedback(Random(1901), today)  # noqa: S311
        setup_roles()
        self.stdout.write("  écoles et partenariats…")
        schools = places.create_schools(random)
        places.create_partnerships(schools, today, by)
        Coordinator.objects.create(user=by, territory_id="02")
        self.stdout.write("  parents ressources et ateliers…")
        mentors = people.create_mentors(random, accounts["parent-ressource"])
        self._live_a_year(random, schools, mentors, accounts, today)
        asking.leave_work(today, accounts["nationale"])

    def _live_a_year(
        self,
        random: Random,
        schools: dict[str, list],
        mentors: list,
        accounts: dict[str, Any],
        today: dt.date,
    ) -> None:
        """Approve in two waves, so that the second has a plan to be made."""
        by = accounts["coordination"]
        active = _without_applicants(mentors)
        early, late = active[::2], active[1::2]
        covered = [
            s for code, (n, *_r) in places.SIZES.items() for s in schools[code][:n]
        ]
        people.create_requests(random, covered, accounts["ecole"])
        people.approve(early, by)
        activity.match_everyone(list(places.SIZES), by)
        activity.hold_sessions(random, today)
        people.approve(late, by)
        activity.prepare_first_visit(random, active[0], today)
        around.show_around(active[0], by, today)
        served = active[0].matches.active().first()
        SchoolContact.objects.create(
            school=served.school if served else covered[0],
            user=accounts["ecole"],
            role="directrice",
        )


def _without_applicants(mentors: list) -> list:
    """Return those to approve: in each territory, the first ones who applied."""
    left = dict(people.MENTORS)
    active = []
    for mentor in mentors:
        code = mentor.commune.territory_id
        if left[code]:
            left[code] -= 1
            active.append(mentor)
    return active
