"""A sentence that says somebody was told names here the mail that makes it true.

A new one without a row fails the suite: write it from what the mail's function answers.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ["community/matching", "community/requests", "community/helping", "mentors"]
CLAIM = re.compile(
    r"prévenu|averti(?!ss)|informée?s?\b|le sait\b|(?:a|ont) reçu|(?:est|sont) parti"
    r"|est envoyée?|sont envoyée?s|Bienvenue envoyée|reçoit un message"
)
NOTHING = ""  # it says that nothing left, or speaks of the reader's own sending
# The words around a claim → the template of the mail that it rests on.
RESTS_ON = {
    "Le parent ressource a reçu un message.": "community/matching/mail_school_answer",
    "L’école a reçu un message.": "community/matching/mail_accepted",
    "La personne qui a demandé l’atelier a reçu": "community/matching/mail_accepted",
    "Un message est parti à l’adresse de l’école": "community/matching/mail_accepted",
    "Personne n’a pu être prévenu": NOTHING,
    "La réponse est partie par courriel": "community/requests/mail_answer",
    "La coordination a reçu un message": "community/requests/mail_cancelled",
    "La coordination reçoit un message": "community/requests/mail_cancelled",
    "L’adresse de l’école a reçu un message": "community/requests/mail_notice",
    "Votre demande est partie": NOTHING,
    "Rien n’est envoyé": NOTHING,
    "rien n’est envoyé": NOTHING,
    "Rien n’est parti": NOTHING,
    "Aucun code n’est parti": NOTHING,
    "Aucun autre code n’est parti": NOTHING,
    "la personne est partie": NOTHING,
    "Bienvenue envoyée": "mentors/mail_welcome",
    "La réponse est envoyée": "mentors/mail_refused",
    "La question est envoyée": "mentors/mail_question",
    "Votre réponse est partie": "mentors/mail_answer",
    "Votre candidature est envoyée": "mentors/mail_received",
    # A decision of the desk, before and after it is taken.
    "mentor.display_name }} reçoit un message": "mentors/mail_decision",
    "%(name)s a reçu un message": "mentors/mail_decision",
}


def unfounded(text: str) -> list[str]:
    """Return the claims of a text that no row covers, each with its words."""
    covered = [
        range(at.start(), at.end())
        for words in RESTS_ON
        for at in re.finditer(re.escape(words), text)
    ]
    return [
        text[max(0, claim.start() - 40) : claim.end()]
        for claim in CLAIM.finditer(text)
        if not any(claim.start() in where for where in covered)
    ]


def sources() -> list[Path]:
    """Pages, mails and messages of these rooms; migrations hold no sentence."""
    pages = [path for room in ROOMS for path in (ROOT / "templates" / room).rglob("*")]
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [
        path
        for path in sorted(pages + code)
        if path.is_file() and "migrations" not in path.parts
    ]


def test_every_claim_rests_on_a_mail():
    found = {path.name: unfounded(path.read_text()) for path in sources()}

    assert {name: claims for name, claims in found.items() if claims} == {}


@pytest.mark.parametrize("mail", sorted({name for name in RESTS_ON.values() if name}))
def test_the_mail_is_there_and_is_written(mail):
    assert (ROOT / "templates" / f"{mail}.txt").exists()
    # Some are named by their last word: « mail_{what}.txt ».
    last = mail.rpartition("/mail_")[2]
    code = "".join(path.read_text() for path in sources() if path.suffix == ".py")
    assert f"{mail}.txt" in code or f'"{last}"' in code or f"mail_{last}.txt" in code


@pytest.mark.parametrize(
    "text",
    ["L’école est prévenue.", "C’est noté, et l’école le sait.", "Elle a reçu un mot."],
)
def test_a_planted_claim_is_seen(text):
    assert unfounded(text)
