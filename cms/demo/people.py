"""The demo's volunteers: thirty-six active, a few who apply, all invented."""

from __future__ import annotations

from random import Random
from typing import Any

from cms.demo.accounts import create_person
from cms.demo.places import largest_communes
from cms.models import User
from community.models import School, SessionRequest
from mentors.models import Mentor
from mentors.profiles.choices import SLOTS, Experience, Training
from resources.models import Term, Theme
from resources.vocabularies.models import Vocabulary

MENTORS = {"02": 21, "95": 15}
APPLICANTS = {"02": 3, "95": 2}
FIRST_NAMES = [
    "Idriss", "Maëlle", "Paulo", "Samira", "Bruno", "Aïcha", "Chloé", "Driss", "Elif",
    "Fabien", "Gülay", "Hugo", "Ilona", "Jonas", "Karima", "Lucie", "Mehdi", "Nora",
    "Olivia", "Pedro", "Rosa", "Sofiane", "Tania", "Ugo", "Violette", "Wassim", "Yaël",
    "Zineb", "Anselme", "Bérénice", "Cyril", "Daouda", "Estelle", "Fatou", "Gaëlle",
    "Henri", "Irène", "Joachim", "Katell", "Lamine", "Mirela",
]  # fmt: skip
LAST_NAMES = [
    "Kaya", "Tessier", "Ferreira", "Lahlou", "Nogent", "Diallo", "Prieur", "Sabri",
    "Yildiz", "Carlier", "Aubin", "Moreau", "Novak", "Delattre", "Haddad", "Vasseur",
]  # fmt: skip
HANDY_SLOTS = [
    "mon-evening", "tue-evening", "thu-evening", "fri-school-out", "tue-school-out",
    "wed-morning", "sat-morning", "thu-noon",
]  # fmt: skip
NEEDS = [
    "Beaucoup de parents nous parlent du coucher et des écrans.",
    "Les élèves de cours moyen ont presque tous un téléphone à la rentrée.",
    "Un groupe de messagerie a mal tourné, les familles se posent des questions.",
    "Nous voudrions aider les familles à suivre la scolarité en ligne.",
    "Des parents demandent comment régler les jeux et les achats.",
]
FAR_KM = 30


def create_mentors(random: Random, first: User) -> list[Mentor]:
    """Create the volunteers, applications sent; `first` is the demo's own mentor."""
    people: list[Mentor] = []
    for code in MENTORS:
        towns = largest_communes(code, 30)
        for i in range(MENTORS[code] + APPLICANTS[code]):
            user = first if code == "02" and i == 0 else _volunteer(len(people))
            mentor = Mentor.objects.create(
                user=user,
                commune=towns[i % len(towns)],
                radius_km=random.choice([10, 15, 20, FAR_KM]),
                remote=random.random() < 0.3,
                slots=sorted(random.sample(HANDY_SLOTS, 3)),
                max_schools=random.choice([1, 2, 2, 3]),
                experience=random.choice(Experience.values),
                wants_buddy=random.random() < 0.3,
            )
            _tell_skills(random, mentor)
            mentor.submit()
            people.append(mentor)
    return people


def _volunteer(number: int) -> User:
    first_name = FIRST_NAMES[number % len(FIRST_NAMES)]
    last_name = LAST_NAMES[number * 5 % len(LAST_NAMES)]
    return create_person(f"benevole-{number:02d}@exemple.test", first_name, last_name)


def _tell_skills(random: Random, mentor: Mentor) -> None:
    themes = list(Theme.objects.in_use().top())
    languages = Term.objects.of(Vocabulary.LANGUAGE)
    others = random.sample(["tr", "pt", "ar", "en", "ro"], random.choice([0, 1]))
    spoken = ["fr", *others]
    mentor.themes.set(random.sample(themes, 6))
    mentor.languages.set(languages.filter(slug__in=spoken))


def approve(mentors: list[Mentor], by: Any) -> None:
    for mentor in mentors:
        mentor.training = Training.DONE
        mentor.approve(by)


def create_requests(random: Random, schools: list[School], by: Any) -> None:
    """Let a third of the schools ask for a workshop, each in its own way."""
    themes = list(Theme.objects.in_use().top())
    for school in random.sample(schools, len(schools) // 3):
        request = SessionRequest.objects.create(
            school=school,
            author=by,
            need=random.choice(NEEDS),
            slots=sorted(random.sample([s for s in HANDY_SLOTS if s in SLOTS], 5)),
            mentors_wanted=random.choice([1, 1, 1, 2]),
            expected_people=random.randrange(8, 40),
        )
        request.themes.set(random.sample(themes, 3))
        request.submit(by)
        if random.random() < 0.12:
            request.languages.set(Term.objects.filter(slug=random.choice(["tr", "pt"])))
