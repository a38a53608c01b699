"""The demo's readers: votes, a few published words, some that wait to be read."""

from __future__ import annotations

import datetime as dt
from random import Random

from resources.feedback.choices import CommentStatus, ErrorKind
from resources.feedback.models import Comment, ErrorReport, Vote
from resources.models import ResourcePage, Term
from resources.vocabularies.models import Vocabulary

# Slug of the page, pseudonym, text, days ago.
PUBLISHED = [
    (
        "le-telephone-dort-dans-la-cuisine",
        "Maman de deux",
        "Nous avons pris une boîte à chaussures. Les enfants l’ont décorée. Au bout "
        "d’une semaine, plus personne n’en parlait.",
        12,
    ),
    (
        "le-telephone-dort-dans-la-cuisine",
        "Un papa du soir",
        "Le plus dur, c’était d’y poser le mien. Un vieux réveil à deux euros a réglé "
        "la question du matin.",
        31,
    ),
    (
        "les-regles-qu-on-se-donne",
        "Lila02",
        "Ma fille a écrit la moitié des règles. Elle les suit mieux que celles que "
        "j’inventais seule.",
        8,
    ),
    (
        "les-regles-qu-on-se-donne",
        "Un parent",
        "J’ai montré cette page à deux autres parents de la classe. À plusieurs, c’est "
        "plus facile d’en parler.",
        20,
    ),
    (
        "mot-de-passe-du-wifi",
        "Papi bricole",
        "Expliqué simplement, merci. J’ai suivi pas à pas avec mon petit-fils.",
        5,
    ),
    (
        "jouer-une-partie-avec-lui",
        "Nulle aux manettes",
        "J’ai perdu toutes les parties. Il m’a expliqué chaque règle avec patience, "
        "c’était un bon moment.",
        16,
    ),
    (
        "l-ecran-a-table",
        "Famille nombreuse",
        "Chez nous, c’est le dernier enfant qui vérifie. Il adore ce rôle, surtout "
        "quand c’est moi qui oublie.",
        40,
    ),
]
WAITING = [
    (
        "les-devoirs-et-le-telephone",
        "Un parent",
        "Le minuteur de la cuisine marche bien : vingt minutes de travail, cinq de "
        "pause.",
        1,
    ),
    (
        "trois-regles-pour-la-tablette",
        "Mamie Rose",
        "Écrire les règles à deux a tout changé. Il les a collées sur le frigo.",
        2,
    ),
    (
        "une-semaine-pour-regarder-nos-ecrans",
        "En colère",
        "La maîtresse de ma fille, toujours la même, passe des films le vendredi.",
        3,
    ),
]
REPORTS = [
    (
        "suivre-sa-scolarite-sans-s-y-perdre",
        ErrorKind.WRONG,
        "Dans notre collège, l’écran d’accueil ne ressemble plus à cela.",
        4,
    ),
    ("ranger-les-photos", ErrorKind.TYPO, "« les photo » dans le deuxième point.", 9),
]
TEXTS = [
    "J’aurais aimé un exemple pour un enfant de maternelle.",
    "Il manque la marche à suivre sur un téléphone ancien.",
]


def create_feedback(random: Random, today: dt.date) -> None:
    """Write the same votes and words each time; pages that are absent are skipped."""
    pages = {page.slug: page for page in ResourcePage.objects.order_by("slug")}
    _vote(random, list(pages.values()), today)
    for texts, status in (
        (PUBLISHED, CommentStatus.APPROVED),
        (WAITING, CommentStatus.PENDING),
    ):
        Comment.objects.bulk_create(
            Comment(
                page=pages[slug],
                pseudonym=pseudonym,
                text=text,
                day=today - dt.timedelta(days=ago),
                status=status,
            )
            for slug, pseudonym, text, ago in texts
            if slug in pages
        )
    ErrorReport.objects.bulk_create(
        ErrorReport(
            page=pages[slug], kind=kind, text=text, day=today - dt.timedelta(days=ago)
        )
        for slug, kind, text, ago in REPORTS
        if slug in pages
    )


def _vote(random: Random, pages: list[ResourcePage], today: dt.date) -> None:
    """From none to some forty answers a page, more or less content."""
    reasons = list(Term.objects.of(Vocabulary.NOT_USEFUL))
    votes = []
    for page in pages:
        content = random.choice([0.95, 0.9, 0.85, 0.55])
        for _answer in range(random.choice([0, 3, 8, 14, 23, 41])):
            vote = Vote(page=page, is_useful=random.random() < content)
            vote.day = today - dt.timedelta(days=random.randrange(90))
            if not vote.is_useful:
                vote.reason = random.choice([*reasons, None])
                vote.text = random.choice([*TEXTS, "", "", ""])
            votes.append(vote)
    Vote.objects.bulk_create(votes)
