"""The demo's schools: invented names in real communes, and their partnerships.

UAIs begin with 999, which no académie uses: a real directory never meets them.
"""

from __future__ import annotations

import datetime as dt
import itertools
from random import Random
from typing import Any

from django.utils import timezone

from community.models import Partnership, School, Signatory
from community.partnerships import steps
from community.partnerships.choices import PartnershipKind, PartnerType, SigningMethod
from community.schools.choices import LocationQuality, SchoolKind, Sector
from community.schools.importing.cells import CHECK_LETTERS
from mentors.models import Commune

# Territory → schools covered, schools not yet covered, partnerships.
SIZES = {"02": (96, 14, 14), "95": (67, 10, 9)}
SCHOOL_NAMES = [
    "Les Tilleuls", "Le Chemin vert", "La Clairière", "Les Quatre-Vents", "Le Moulin",
    "Les Hirondelles", "La Source", "Le Verger", "Les Peupliers", "Le Pont neuf",
    "Les Coquelicots", "La Prairie", "Le Petit Bois", "Les Remparts", "La Fontaine",
    "Les Marronniers", "Le Grand Pré", "Les Alouettes", "La Roseraie", "Le Clos",
    "Les Glycines", "La Butte", "Le Ruisseau", "Les Acacias", "La Halle",
]  # fmt: skip
PARTNERS = [
    ("Association Les Deux Rives", PartnerType.ASSOCIATION),
    ("Maison des familles du Canton", PartnerType.ASSOCIATION),
    ("Centre social La Passerelle", PartnerType.ASSOCIATION),
    ("Communauté de communes des Trois Vallées", PartnerType.COLLECTIVITY),
    ("Réseau d’écoles du Plateau", PartnerType.SCHOOL),
    ("Ville de Bellerive", PartnerType.COLLECTIVITY),
    ("Collectif Parents en lien", PartnerType.ASSOCIATION),
]
KIND_LABELS = {
    SchoolKind.PRIMAIRE: "École",
    SchoolKind.ELEMENTAIRE: "École élémentaire",
    SchoolKind.MATERNELLE: "École maternelle",
    SchoolKind.COLLEGE: "Collège",
}
KINDS = [
    SchoolKind.PRIMAIRE,
    SchoolKind.ELEMENTAIRE,
    SchoolKind.PRIMAIRE,
    SchoolKind.COLLEGE,
    SchoolKind.MATERNELLE,
]


def demo_uai(number: int) -> str:
    digits = f"999{number:04d}"
    return digits + CHECK_LETTERS[int(digits) % 23]


def largest_communes(territory: str, count: int) -> list[Commune]:
    communes = Commune.objects.filter(territory=territory)
    return list(communes.order_by("-population", "pk")[:count])


def create_schools(random: Random) -> dict[str, list[School]]:
    """Create the schools of both territories; the covered ones come first."""
    numbers = itertools.count(1)
    return {
        code: [
            _school(random, next(numbers), commune, i)
            for i, commune in enumerate(_spread(code, covered + others))
        ]
        for code, (covered, others, _partnerships) in SIZES.items()
    }


def _spread(code: str, count: int) -> list[Commune]:
    """Give several schools to the large communes, one to the small ones."""
    towns = largest_communes(code, count)
    chosen = itertools.chain(towns[:8], towns[:24], towns[:48], towns)
    return list(itertools.islice(itertools.cycle(chosen), count))


def _school(random: Random, number: int, commune: Commune, i: int) -> School:
    kind = KINDS[i % len(KINDS)]
    name = SCHOOL_NAMES[(number * 7) % len(SCHOOL_NAMES)]
    return School.objects.create(
        uai=demo_uai(number),
        name=f"{KIND_LABELS[kind]} {name}",
        kind=kind,
        sector=Sector.PUBLIC,
        territory_id=commune.territory_id,
        commune=commune,
        city=commune.name,
        postal_code=commune.postal_codes.split("|")[0],
        latitude=commune.latitude + random.uniform(-0.012, 0.012),
        longitude=commune.longitude + random.uniform(-0.018, 0.018),
        location_quality=LocationQuality.EXACT,
        priority=random.choices(["", "REP", "REP+"], [65, 25, 10])[0],
        pupils=random.randrange(60, 420),
    )


def create_partnerships(
    schools: dict[str, list[School]], today: dt.date, by: Any
) -> None:
    """Sign the programme's 23 agreements, and leave some more on their way."""
    for code, (covered, _others, count) in SIZES.items():
        for i in range(count):
            share = schools[code][:covered][i::count]
            _sign(_partnership(code, i, today, share), i, by)
    _leave_on_their_way(schools["02"], today, by)


def _leave_on_their_way(schools: list[School], today: dt.date, by: Any) -> None:
    """One waits for a second signature, one to be verified, one is a draft."""
    waiting = _partnership("02", 90, today, schools[-6:])
    waiting.signatories.filter(position=2).update(
        name="Hélène Marchal", role="Directrice d’école", email="ecole@exemple.test"
    )
    waiting.submit(by)
    steps.send_to_sign(waiting, by)
    first = waiting.signatories.get(position=1)
    steps.sign(first, SigningMethod.LINK, typed_name=first.name)
    _partnership("02", 91, today, schools[-4:-2]).submit(by)
    _partnership("02", 92, today, schools[-2:])


def _partnership(
    code: str, i: int, today: dt.date, schools: list[School]
) -> Partnership:
    name, kind = PARTNERS[i % len(PARTNERS)]
    start = today - dt.timedelta(days=120 + 11 * (i % 20))
    # One has almost run its three years: somebody has to renew it.
    if (code, i) == ("02", 5):
        start = today - dt.timedelta(days=3 * 365 - 40)
    partnership = Partnership.objects.create(
        reference=f"TNE-{code}-{i + 1:03d}",
        kind=PartnershipKind.DEPARTMENT if i == 0 else PartnershipKind.SCHOOL,
        partner_name=name,
        partner_type=kind,
        territory_id=code,
        starts_on=start,
        ends_on=start + dt.timedelta(days=3 * 365),
    )
    partnership.schools.set(schools)
    for order, role in enumerate(("Pour le partenaire", "Pour les écoles"), start=1):
        Signatory.objects.create(
            partnership=partnership,
            role=role,
            name=f"Signataire {order} de {partnership.reference}",
            email=f"signataire-{code}-{i}-{order}@exemple.test",
            position=order,
        )
    return partnership


def _sign(partnership: Partnership, i: int, by: Any) -> None:
    partnership.submit(by)
    partnership.make_ready(by)
    day = dt.datetime.combine(partnership.starts_on, dt.time(10))
    for signatory in partnership.signatories.all():
        method = SigningMethod.PAPER if i % 4 == 0 else SigningMethod.ACCOUNT
        signatory.partnership = partnership
        signatory.sign(
            method,
            by=by,
            at=timezone.make_aware(day),
            typed_name=signatory.name,
        )
