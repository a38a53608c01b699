"""Time the library's search on 10,000 pages beside Wagtail's stock database search.

    DATABASE_URL=… python benchmarks/library_search.py [pages]

Works in a throw-away database named after the configured one (a test database), on
SQLite or PostgreSQL, and prints p50 and p99 in milliseconds.
"""

from __future__ import annotations

import copy
import os
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
sys.path.insert(0, os.getcwd())

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models.base import ModelState  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail.search import index  # noqa: E402

from resources.library.answer import answer  # noqa: E402
from resources.library.indexing import document  # noqa: E402
from resources.library.models import ResourcePage  # noqa: E402
from resources.search.index import write  # noqa: E402
from resources.search.sources import rebuild  # noqa: E402
from resources.search.suggest import suggest  # noqa: E402
from tests.resources.library import make_index, publish  # noqa: E402

# The stock index holds titles only by default: give it the text that ours holds.
ResourcePage.search_fields = [*Page.search_fields, index.SearchField("simple_text")]

WORDS_PER_PAGE = 400
RARE = ["sommeil", "console", "pronote", "harcèlement", "téléphone", "arnaque"]
QUERIES = ["sommeil téléphone", "harcelement console", "arnaque pronote"]


def vocabulary(dice: random.Random) -> list[str]:
    syllables = "ba co di fe gu la mo ni pa re so ti vu cha lin ron".split()
    return ["".join(dice.choices(syllables, k=3)) for _ in range(5_000)]


def fill(pages: int) -> None:
    """Clone one published page in bulk: through Wagtail it takes a quarter hour."""
    dice = random.Random(7)
    library, words = make_index(), vocabulary(dice)
    model = publish(library, "modele", age_bands=["6-11"])
    bases = [base(model, library, number, dice, words) for number in range(pages)]
    with transaction.atomic():
        Page.objects.bulk_create(bases, batch_size=200)
        rows = list(Page.objects.filter(slug__startswith="page-").order_by("pk"))
        for row in rows:
            text = dice.choices(words, k=WORDS_PER_PAGE - 2) + dice.sample(RARE, 2)
            page = copy.copy(model)
            page._state = ModelState()
            for field in Page._meta.concrete_fields:
                setattr(page, field.attname, getattr(row, field.attname))
            page.page_ptr_id, page.simple_text = row.pk, " ".join(text)
            page.save_base(raw=True)
        for name in ("audiences", "age_bands"):
            relate(name, model, rows)


def base(model, library, number: int, dice: random.Random, words: list[str]) -> Page:
    page = Page(
        title=" ".join(dice.sample(words, 5)),
        slug=f"page-{number}",
        path=f"{library.path}{number + 10:04d}",
        depth=model.depth,
        url_path=f"{library.url_path}page-{number}/",
        content_type=model.content_type,
        locale=model.locale,
        translation_key=uuid.UUID(int=dice.getrandbits(128)),
        live=True,
        owner=model.owner,
    )
    page.draft_title = page.title
    return page


def relate(name: str, model: ResourcePage, rows: list[Page]) -> None:
    """Give every clone the terms of the model."""
    field = ResourcePage._meta.get_field(name)
    through = field.remote_field.through
    ours, theirs = field.m2m_column_name(), field.m2m_reverse_name()
    through.objects.bulk_create(
        [
            through(**{ours: row.pk, theirs: term.pk})
            for row in rows
            for term in getattr(model, name).all()
        ],
        batch_size=200,
    )


def compare(text: str) -> None:
    """The same words by our index and by the stock backend, in turns."""
    mine, theirs = Timed(lambda: ours(text)), Timed(lambda: stock(text))
    for turn in range(50):
        mine.run()
        if turn % 10 == 0:
            theirs.run()
    print(f"{text!r}: ours finds {ours(text)['total']}, stock shows {len(stock(text))}")
    print(f"ours {text!r}:", mine)
    wall, cpu = (theirs.median(kind) / mine.median(kind) for kind in (WALL, CPU))
    print(f"stock {text!r}:", theirs, f"  ours is {wall:.0f} × / {cpu:.0f} × faster")


WALL, CPU = 0, 1


class Timed:
    """Milliseconds of wall clock and of this thread's processor, call by call.

    PostgreSQL works in a process of its own: only the wall clock sees it.
    """

    def __init__(self, call: Callable[[], object], rounds: int = 0) -> None:
        self.call, self.times = call, []
        call()
        for _ in range(rounds):
            self.run()

    def run(self) -> None:
        start = time.perf_counter(), time.thread_time()
        self.call()
        stop = time.perf_counter(), time.thread_time()
        self.times.append([1_000 * (e - s) for s, e in zip(start, stop, strict=True)])

    def median(self, kind: int) -> float:
        return statistics.median(times[kind] for times in self.times)

    def last(self, kind: int) -> float:
        ranked = sorted(times[kind] for times in self.times)
        return ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]

    def __str__(self) -> str:
        shown = [
            f"{name} p50 {self.median(kind):6.1f} p99 {self.last(kind):6.1f} ms"
            for name, kind in (("wall", WALL), ("cpu", CPU))
        ]
        return "  ".join([*shown, f"n={len(self.times)}"])


def ours(text: str) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    data["q"] = text
    return answer(data, ResourcePage.objects.published())


def stock(text: str) -> list[Any]:
    return list(ResourcePage.objects.live().public().search(text, operator="and")[:20])


def main(pages: int) -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        start = time.perf_counter()
        fill(pages)
        print(
            f"{connection.vendor}: {pages} pages in {time.perf_counter() - start:.0f} s"
        )
        # Cloned rows send no signal: the stock backend must know them too.
        call_command("update_index", verbosity=0)
        start = time.process_time()
        rebuild()
        print(f"index of {pages} pages: {time.process_time() - start:.1f} s CPU")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        one = ResourcePage.objects.live().with_classification().first()
        print("one save:      ", Timed(lambda: write([document(one)]), 50))
        for text in QUERIES:
            compare(text)
        print("every page:    ", Timed(lambda: ours(""), 15))
        print("a common word: ", Timed(lambda: ours("modele"), 15))
        for text in ("som", "telephone har", "arna"):
            print(f"suggest {text!r}:", Timed(lambda text=text: suggest(text), 200))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
