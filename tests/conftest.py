"""The cast: everyone a test may need, made only when named.

Ada is an approved mentor, Ben applies, Cora coordinates the Aisne, Zoe another
territory, Dora heads a school, Ed edits, Nat leads nationally, Eve is a stranger.
"""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from tests import factories as make
from tests.simultaneous import shared_database  # noqa: F401

pytest_plugins = ["tests.database"]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _outbox(django_test_environment):
    """Undo what Django does for tests: here too a mail passes by the outbox first."""
    outbox = "mentors.mailing.backend.OutboxBackend"
    if settings.DJANGO_6:
        settings.MAILERS["default"] = {"BACKEND": outbox}
    else:
        settings.EMAIL_BACKEND = outbox


@pytest.fixture(autouse=True, scope="session")
def _own_erasures(tmp_path_factory):
    settings.ERASURES_FILE = str(tmp_path_factory.mktemp("erasures") / "erasures.log")


@pytest.fixture
def roles(db):
    call_command("setup_roles", verbosity=0)


@pytest.fixture
def aisne(db):
    return make.TerritoryFactory()


@pytest.fixture
def ada(aisne):
    """An approved mentor of Laon; `ada.mentor` is her profile."""
    user = make.UserFactory(
        email="ada@exemple.test", first_name="Ada", last_name="Benali"
    )
    make.MentorFactory(user=user)
    return user


@pytest.fixture
def ben(aisne):
    user = make.UserFactory(
        email="ben@exemple.test", first_name="Ben", last_name="Costa"
    )
    make.MentorFactory(user=user, status="submitted")
    return user


@pytest.fixture
def cora(aisne, roles):
    user = make.UserFactory(
        email="cora@exemple.test", first_name="Cora", last_name="Durand"
    )
    user.groups.add(Group.objects.get(name="Coordination"))
    make.CoordinatorFactory(user=user, territory=aisne)
    return user


@pytest.fixture
def zoe(db, roles):
    """Coordinator of another territory: may know nothing of the Aisne."""
    user = make.UserFactory(email="zoe@exemple.test", first_name="Zoé")
    user.groups.add(Group.objects.get(name="Coordination"))
    territory = make.TerritoryFactory(code="95", name="Val-d’Oise", slug="val-d-oise")
    make.CoordinatorFactory(user=user, territory=territory)
    return user


@pytest.fixture
def school(aisne):
    return make.SchoolFactory(name="École Jean-Macé")


@pytest.fixture
def dora(school):
    user = make.UserFactory(email="dora@exemple.test", first_name="Dora")
    make.SchoolContactFactory(user=user, school=school)
    return user


@pytest.fixture
def ed(db, roles):
    user = make.UserFactory(email="ed@exemple.test", first_name="Ed")
    user.groups.add(Group.objects.get(name="Édition"))
    return user


@pytest.fixture
def nat(db):
    user = make.UserFactory(email="nat@exemple.test", first_name="Nat")
    permission = Permission.objects.get(codename="see_all_territories")
    user.user_permissions.add(permission)
    return user


@pytest.fixture
def eve(db):
    return make.UserFactory(email="eve@exemple.test", first_name="Eve")


@pytest.fixture
def client_for():
    """Return a client signed in as the given user."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
