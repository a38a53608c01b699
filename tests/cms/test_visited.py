"""Every page of ours is visited by the browser, or says why it is not."""

from django.urls import resolve

from tests.browser.pages import MEMBERS, PUBLIC
from tests.cms.permissions_table import POSTS, rows

MACHINES = """
api:answers api:api-root api:collections api:glossary api:help_contacts api:resource
api:resources api:vocabularies bag:worker communes:suggestions feeds:collection
feeds:news feeds:resources feeds:sitemap feeds:sitemap_part feeds:theme healthz
library:suggestions manifest opendata:openapi opendata:table
partnerships:authorisation_pdf partnerships:scan picture report_desk:table robots
school:suggestions schools:import_rejects sessions:attestation_pdf sessions:feed
sessions:file sessions:outbox
"""
# Each leads to a page, or stands closed where Wagtail had one.
DOORS = """
admin_gate after_login planner:home site_gate survey:door closed_documents closed_pages
"""
PIECES = "library:comments library:feedback_thanks"  # inside a page that is visited
# By a link or a number that the site of the demo has not given yet.
BY_A_LINK = """
ask:confirm ask:follow invitation:open match_desk:end proposal:no proposal:school
proposal:yes school_link:choose school_link:own school_link:session school_link:settle
school_word:say schools:import_run sessions:attestation sessions:next_day signing:link
signing:sign
"""
NOT_VISITED = {*f"{MACHINES} {DOORS} {PIECES} {BY_A_LINK}".split(), *POSTS}


def visited() -> set[str]:
    urls = [*PUBLIC.values(), *(url for urls in MEMBERS.values() for url in urls)]
    paths = {url.split("?")[0] for url in urls} - {PUBLIC["404"]}
    return {resolve(path).view_name for path in paths}


def test_every_page_is_visited_by_the_browser():
    assert rows().keys() - visited() == NOT_VISITED


def test_page_left_out_is_seen(monkeypatch):
    fewer = [url for url in MEMBERS["coordination"] if "comptes-rendus" not in url]
    monkeypatch.setitem(MEMBERS, "coordination", fewer)

    left = rows().keys() - visited() - NOT_VISITED
    assert left == {"report_desk:list", "report_desk:detail", "report_desk:edit"}
