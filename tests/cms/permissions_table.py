"""Role × URL: the status each person gets at each address of ours.

A new named URL needs a line here. Objects belong to the Aisne: Ada's own match,
session and report, Ben's application, a school and its agreement.
"""

WHO = "anonymous eve ada ben dora cora zoe ed nat".split()

# Addresses that are not ours, by the start of their route.
NOT_OURS = {
    "admin/": "Wagtail's admin, behind its own permissions; the gate is listed below",
    "documents/": "Wagtail's documents, private collections included",
    "compte/": "allauth's account pages; the page after sign-in is listed below",
    "_util/": "Wagtail's doors, closed; what stands there is listed below",
    "^((?:[\\w\\-]+/)*)$": "Wagtail's pages: a tree, not a list of names",
}

# What stands in each route's place; a word names an object of `test_permissions`.
ARGUMENTS = {
    # No resource there: both answer 404 to all; tests/resources/test_reading.py reads.
    "library:poster": {"slug": "rien"},
    "picture": {"name": "absente.jpg"},
    "library:bilingual": {"slug": "rien", "language": "ar"},
    "mentor:apply_step": {"step": "vous"},
    "ask:ask": {"uai": "school"},
    "ask:confirm": {"key": "draft"},
    "ask:follow": {"token": "forged"},
    "requests:cancel": {"pk": "request"},
    "helping:ask": {"insee": "02408"},
    "help_desk:detail": {"pk": "help"},
    "request_desk:detail": {"pk": "request"},
    "matches:answer": {"pk": "match"},
    "sessions:session": {"pk": "session"},
    "sessions:kit": {"pk": "session"},
    "sessions:change": {"pk": "session"},
    "sessions:file": {"pk": "session"},
    # Who holds the address reads: tests/community/sessions/test_calendar.py.
    "sessions:feed": {"token": "forged"},
    "sessions:stop": {"pk": "session"},
    "sessions:leave": {"pk": "session"},
    "matches:school": {"pk": "accepted"},
    # A link is worth an account to whoever holds it.
    "proposal:yes": {"token": "proposal link"},
    "proposal:no": {"token": "proposal link"},
    "proposal:school": {"token": "accepted link"},
    "sessions:log_session": {"pk": "session"},
    "sessions:report": {"pk": "report"},
    "sessions:edit": {"pk": "report"},
    "report_desk:detail": {"pk": "report"},
    "report_desk:edit": {"pk": "report"},
    "sessions:attestation": {"pk": "attestation"},
    "sessions:attestation_pdf": {"pk": "attestation"},
    "sessions:revoke": {"pk": "attestation"},
    "sessions:next_day": {"token": "next day link"},
    # A link is worth the school to whoever holds it.
    "school_word:say": {"token": "school link"},
    "school_link:settle": {"token": "match link"},
    "school_link:session": {"token": "session link"},
    "school_link:choose": {"pk": "free"},
    "school_link:own": {"pk": "session"},
    "sessions:write": {"pk": "session"},
    # A code opens to whoever reads the poster.
    "survey:door": {"code": "public code"},
    "schools:import_run": {"pk": "import"},
    "schools:import_act": {"pk": "import"},
    "schools:import_rejects": {"pk": "import"},
    "schools:detail": {"uai": "school"},
    "schools:edit": {"uai": "school"},
    "schools:contacts": {"uai": "school"},
    "invitation:open": {"token": "forged"},
    "schools:merge": {"one": "school", "two": "twin"},
    "school:page": {"uai": "school"},
    "partnerships:detail": {"pk": "partnership"},
    "partnerships:edit": {"pk": "partnership"},
    "partnerships:cancel": {"pk": "partnership"},
    "partnerships:print": {"pk": "partnership"},
    "partnerships:schools": {"pk": "partnership"},
    "partnerships:authorisation": {"pk": "partnership", "uai": "school"},
    "partnerships:authorisation_pdf": {"pk": "partnership", "uai": "school"},
    "partnerships:signatory_add": {"pk": "partnership"},
    "partnerships:signatory": {"pk": "partnership", "signatory": "signatory"},
    "partnerships:paper": {"pk": "partnership", "signatory": "signatory"},
    "partnerships:scan": {"pk": "partnership", "signatory": "signatory"},
    # Ada is the one who is asked; a link is worth an account to whoever holds it.
    "signing:sign": {"pk": "signatory"},
    "signing:link": {"token": "signing link"},
    "mentor_desk:detail": {"pk": "applicant"},
    "mentor_desk:act": {"pk": "mentor", "act": "suspension"},
    "match_desk:end": {"pk": "free"},
    "planner:territory": {"code": "02"},
    "planner:what_if": {"code": "02"},
    "planner:suggest": {"pk": "request"},
    "planner:act": {"code": "02"},
    "impact:territory": {"slug": "aisne"},
    "feeds:sitemap_part": {"number": 1},
    "feeds:theme": {"slug": "aucun"},
    "feeds:collection": {"slug": "aucune"},
    "api:resource": {"pk": 1},
    "library:feedback_thanks": {"what": "vote", "pk": "page"},
    "library:comments": {"pk": "page"},
    "closed_pages": {"restriction": 1, "page": 1},
    "closed_documents": {"restriction": 1},
}

# The routes that only answer to POST, with a body that would do something.
POSTS = {
    "library:missing": {"question": "forged"},
    "library:vote": {"token": "forged", "useful": "oui"},
    "library:report": {"token": "forged", "what": "typo"},
    "library:comment": {"token": "forged", "text": "Bonjour"},
    "requests:cancel": {},
    "matches:answer": {"answer": "yes"},
    "sessions:leave": {},
    "sessions:write": {"text": "Bonjour"},
    "sessions:revoke": {},
    "matches:school": {"answer": "yes"},
    "planner:act": {"action": "compute"},
    "schools:import_act": {"action": "abandon"},
}

# 404: not even said to exist. 302 of a known person: done, or on to their page.
TABLE = """
name                  anonymous eve ada ben dora cora zoe ed  nat
healthz                     200 200 200 200  200  200 200 200 200
search:site                 200 200 200 200  200  200 200 200 200
library:guided              200 200 200 200  200  200 200 200 200
manifest                    200 200 200 200  200  200 200 200 200
bag:bag                     200 200 200 200  200  200 200 200 200
bag:offline                 200 200 200 200  200  200 200 200 200
bag:worker                  200 200 200 200  200  200 200 200 200
library:suggestions         200 200 200 200  200  200 200 200 200
library:poster              404 404 404 404  404  404 404 404 404
library:bilingual           404 404 404 404  404  404 404 404 404
library:missing             400 400 400 400  400  400 400 400 400
library:vote                400 400 400 400  400  400 400 400 400
library:report              400 400 400 400  400  400 400 400 400
library:comment             400 400 400 400  400  400 400 400 400
library:feedback_thanks     200 200 200 200  200  200 200 200 200
library:comments            200 200 200 200  200  200 200 200 200
admin_gate                  302 403 403 403  403  403 403 302 403
site_gate                   302 302 302 302  302  302 302 302 302
closed_pages                404 404 404 404  404  404 404 404 404
closed_documents            404 404 404 404  404  404 404 404 404
after_login                 302 302 302 302  302  302 302 302 302
own_data                    302 200 200 200  200  200 200 200 200
mentor:apply                302 200 200 200  200  200 200 200 200
mentor:apply_step           302 200 200 403  200  200 200 200 200
communes:suggestions        200 200 200 200  200  200 200 200 200
mentor:profile              302 403 200 403  403  403 403 403 403
mentor:pause                302 403 200 403  403  403 403 403 403
mentor:year                 302 403 200 403  403  403 403 403 403
requests:school             302 403 403 403  200  403 403 403 403
requests:ask                302 403 403 403  200  403 403 403 403
requests:cancel             302 403 403 403  302  403 403 403 403
ask:find                    200 200 200 200  200  200 200 200 200
ask:ask                     200 200 200 200  200  200 200 200 200
ask:confirm                 200 200 200 200  200  200 200 200 200
ask:follow                  404 404 404 404  404  404 404 404 404
helping:near                200 200 200 200  200  200 200 200 200
helping:ask                 200 200 200 200  200  200 200 200 200
helping:thanks              200 200 200 200  200  200 200 200 200
help_desk:list              302 403 403 403  403  200 200 403 200
help_desk:detail            302 403 403 403  403  200 404 403 200
request_desk:list           302 403 403 403  403  200 200 403 200
request_desk:detail         302 403 403 403  403  200 404 403 200
matches:list                302 403 200 403  403  403 403 403 403
matches:answer              302 403 302 403  403  403 403 403 403
matches:school              302 404 404 404  302  302 404 404 302
proposal:yes                200 200 200 200  200  200 200 200 200
proposal:no                 200 200 200 200  200  200 200 200 200
proposal:school             200 200 200 200  200  200 200 200 200
sessions:home               302 403 200 403  403  403 403 403 403
sessions:coming             302 403 200 403  403  403 403 403 403
sessions:plan               302 403 200 403  403  403 403 403 403
sessions:session            302 403 200 403  403  403 403 403 403
sessions:kit                302 403 200 403  403  403 403 403 403
sessions:file               302 403 200 403  403  403 403 403 403
sessions:calendar           302 403 200 403  403  403 403 403 403
sessions:feed               404 404 404 404  404  404 404 404 404
sessions:change             302 403 200 403  403  403 403 403 403
sessions:stop               302 403 200 403  403  403 403 403 403
sessions:leave              302 403 403 403  403  403 403 403 403
sessions:history            302 403 200 403  403  403 403 403 403
sessions:log                302 403 200 403  403  403 403 403 403
sessions:log_session        302 403 200 403  403  403 403 403 403
sessions:blank              200 200 200 200  200  200 200 200 200
sessions:outbox             401 403 200 403  403  403 403 403 403
sessions:edit               302 403 200 403  403  403 403 403 403
report_desk:list            302 403 403 403  403  200 200 403 200
report_desk:table           302 403 403 403  403  200 200 403 200
report_desk:detail          302 403 403 403  403  200 404 403 200
report_desk:edit            302 403 403 403  403  200 404 403 200
school_word:say             200 200 200 200  200  200 200 200 200
school_link:settle          200 200 200 200  200  200 200 200 200
school_link:session         200 200 200 200  200  200 200 200 200
school_link:choose          302 404 404 404  200  404 404 404 404
school_link:own             302 404 404 404  200  404 404 404 404
sessions:write              302 403 302 403  403  403 403 403 403
survey:door                 200 200 200 200  200  200 200 200 200
sessions:next_day           200 200 200 200  200  200 200 200 200
sessions:attestations       302 403 200 403  403  403 403 403 403
sessions:attestation        302 403 200 403  403  403 403 403 403
sessions:attestation_pdf    302 403 200 403  403  403 403 403 403
sessions:revoke             302 403 302 403  403  403 403 403 403
verify                      200 200 200 200  200  200 200 200 200
sessions:report             302 403 200 403  403  403 403 403 403
schools:list                302 403 403 403  403  200 200 403 200
schools:import              302 403 403 403  403  403 403 403 200
schools:import_run          302 403 403 403  403  403 403 403 200
schools:import_act          302 403 403 403  403  403 403 403 302
schools:import_rejects      302 403 403 403  403  403 403 403 200
schools:duplicates          302 403 403 403  403  200 200 403 200
schools:merge               302 403 403 403  403  200 404 403 200
schools:detail              302 403 403 403  403  200 404 403 200
schools:contacts            302 403 403 403  403  200 404 403 200
invitation:open             404 404 404 404  404  404 404 404 404
schools:edit                302 403 403 403  403  200 404 403 200
school:suggestions          200 200 200 200  200  200 200 200 200
school:page                 200 200 200 200  200  200 200 200 200
partnerships:list           302 403 403 403  403  200 200 403 200
partnerships:create         302 403 403 403  403  200 200 403 200
partnerships:detail         302 403 403 403  403  200 404 403 200
partnerships:edit           302 403 403 403  403  200 404 403 200
partnerships:cancel         302 403 403 403  403  200 404 403 200
partnerships:print          302 403 403 403  403  200 404 403 200
partnerships:schools        302 403 403 403  403  200 404 403 200
partnerships:authorisation  302 403 403 403  403  200 404 403 200
partnerships:authorisation_pdf 302 403 403 403 403 200 404 403 200
partnerships:signatory_add  302 403 403 403  403  200 404 403 200
partnerships:signatory      302 403 403 403  403  200 404 403 200
partnerships:paper          302 403 403 403  403  200 404 403 200
partnerships:scan           302 403 403 403  403  200 404 403 200
signing:list                302 200 200 200  200  200 200 200 200
signing:sign                302 404 200 404  404  404 404 404 404
signing:link                200 200 200 200  200  200 200 200 200
mentor_desk:list            302 403 403 403  403  200 200 403 200
mentor_desk:detail          302 403 403 403  403  200 404 403 200
mentor_desk:act             302 403 403 403  403  200 404 403 200
match_desk:end              302 403 403 403  403  200 404 403 200
planner:home                302 403 403 403  403  302 302 403 200
planner:what_if             302 403 403 403  403  200 403 403 200
planner:suggest             302 403 403 403  403  200 404 403 200
planner:territory           302 403 403 403  403  200 403 403 200
planner:act                 302 403 403 403  403  302 403 403 302
desk:coverage               302 403 403 403  403  200 200 403 200
desk:outcomes               302 403 403 403  403  200 200 403 200
team:team                   302 403 403 403  403  403 403 403 200
desk:home                   302 403 403 403  403  200 200 403 200
impact:territories          200 200 200 200  200  200 200 200 200
impact:territory            200 200 200 200  200  200 200 200 200
robots                      200 200 200 200  200  200 200 200 200
picture                     404 404 404 404  404  404 404 404 404
feeds:sitemap               200 200 200 200  200  200 200 200 200
feeds:sitemap_part          200 200 200 200  200  200 200 200 200
feeds:news                  200 200 200 200  200  200 200 200 200
feeds:resources             200 200 200 200  200  200 200 200 200
feeds:theme                 404 404 404 404  404  404 404 404 404
feeds:collection            404 404 404 404  404  404 404 404 404
opendata:documentation      200 200 200 200  200  200 200 200 200
opendata:table              200 200 200 200  200  200 200 200 200
opendata:openapi            200 200 200 200  200  200 200 200 200
api:api-root                404 404 404 404  404  404 404 404 404
api:resources               200 200 200 200  200  200 200 200 200
api:resource                404 404 404 404  404  404 404 404 404
api:collections             200 200 200 200  200  200 200 200 200
api:answers                 200 200 200 200  200  200 200 200 200
api:glossary                200 200 200 200  200  200 200 200 200
api:help_contacts           200 200 200 200  200  200 200 200 200
api:vocabularies            200 200 200 200  200  200 200 200 200
"""


def rows() -> dict[str, dict[str, int]]:
    """Return name of URL → person → status."""
    _head, *lines = TABLE.strip().splitlines()
    parts = (line.split() for line in lines)
    return {
        name: dict(zip(WHO, map(int, statuses), strict=True))
        for name, *statuses in parts
    }
