"""Makers of valid objects; each has what its constraints ask, and no more."""

import datetime as dt

import factory
from django.utils import timezone

from cms.models import User
from community.models import (
    AgreementTemplate,
    AwarenessSession,
    HelpRequest,
    Match,
    Partnership,
    School,
    SchoolContact,
    SchoolImport,
    SessionReport,
    SessionRequest,
    Signatory,
)
from community.schools.choices import LineAction
from mentors.models import Commune, Coordinator, Mentor
from resources.models import Term, Territory, Theme
from resources.vocabularies.models import Vocabulary

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def uai(number: int) -> str:
    """Return a valid UAI of the Aisne: seven digits and their check letter."""
    digits = f"002{number:04d}"
    return digits + LETTERS[int(digits) % 23]


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne-{n}@exemple.test")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Martin{n}")
    password = factory.django.Password("un mot de passe long")


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("code",)

    code = "02"
    name = "Aisne"
    slug = factory.LazyAttribute(lambda o: o.name.lower())
    locative = factory.LazyAttribute(lambda o: f"dans l’{o.name}")
    region = "Hauts-de-France"
    academy = "Amiens"
    wave = 1


class CommuneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("insee_code",)

    insee_code = "02408"
    name = "Laon"
    folded_name = "laon"
    territory = factory.SubFactory(TerritoryFactory)
    postal_codes = "02000"
    latitude = 49.5641
    longitude = 3.6244
    population = 24000


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    uai = factory.Sequence(lambda n: uai(n % 10_000))
    name = factory.Sequence(lambda n: f"École des Tilleuls {n}")
    kind = "primaire"
    sector = "public"
    territory = factory.SubFactory(TerritoryFactory)
    commune = factory.SubFactory(CommuneFactory)
    city = "Laon"
    latitude = 49.57
    longitude = 3.63
    location_quality = "exact"


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ("vocabulary", "slug")

    vocabulary = Vocabulary.LANGUAGE
    slug = "fr"
    label = "Français"


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    slug = "temps-ecran"
    label = "Temps d’écran"
    question = "Passe-t-il trop de temps devant les écrans ?"


class MentorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mentor
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    status = "approved"
    commune = factory.SubFactory(CommuneFactory)
    radius_km = 20
    slots = ["thu-evening"]
    charter_version = "2026-09"
    training = "done"

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [ThemeFactory()])

    @factory.post_generation
    def languages(self, create, extracted, **kwargs):
        self.languages.set(extracted or [TermFactory()])


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"TNE-02-{n:03d}")
    kind = "department"
    partner_name = "Association Les Deux Rives"
    partner_type = "association"
    territory = factory.SubFactory(TerritoryFactory)
    starts_on = factory.LazyFunction(
        lambda: timezone.localdate() - dt.timedelta(days=30)
    )
    ends_on = factory.LazyFunction(
        lambda: timezone.localdate() + dt.timedelta(days=300)
    )
    status = "signed"
    signed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def schools(self, create, extracted, **kwargs):
        self.schools.set(extracted or [])


class AgreementTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementTemplate
        django_get_or_create = ("kind", "version")

    kind = "department"
    version = 1
    title = "Convention"
    body = "Avec [partenaire], du [début] au [fin].\n\n[écoles]"


class SignatoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signatory

    partnership = factory.SubFactory(PartnershipFactory)
    role = "maire"
    name = "Line Petit"
    email = factory.Sequence(lambda n: f"signataire-{n}@exemple.test")


class MatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Match

    mentor = factory.SubFactory(MentorFactory)
    school = factory.SubFactory(SchoolFactory)
    origin = "planner"
    score = 80
    status = "proposed"


class RequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionRequest

    school = factory.SubFactory(SchoolFactory)
    need = "Parler du sommeil avec les parents."
    status = "submitted"
    submitted_at = factory.LazyFunction(timezone.now)
    answer_due_on = factory.LazyFunction(
        lambda: timezone.localdate() + dt.timedelta(days=7)
    )


class HelpRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpRequest

    commune = factory.SubFactory(CommuneFactory)
    reach = "0612345678"


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AwarenessSession
        skip_postgeneration_save = True

    mentor = factory.SubFactory(MentorFactory)
    school = factory.SubFactory(SchoolFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=2))

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [ThemeFactory()])


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionReport
        skip_postgeneration_save = True

    client_uuid = factory.Faker("uuid4")
    mentor = factory.SubFactory(MentorFactory)
    school = factory.SubFactory(SchoolFactory)
    held_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=3))
    minutes = 60
    participants = 12

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [ThemeFactory()])


class CoordinatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Coordinator

    user = factory.SubFactory(UserFactory)
    territory = factory.SubFactory(TerritoryFactory)


class SchoolContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolContact

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    role = "directrice"


class ImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolImport

    file_name = "annuaire.csv"
    sha256 = "0" * 64
    size = 1_000
    kind = "directory"
    status = "ready"
    counts = factory.LazyFunction(
        lambda: dict.fromkeys([*LineAction.values, "unchanged", "merged", "older"], 0)
    )
