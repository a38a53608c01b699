"""The library of the tests, made only when named, once for the tests of a file."""

from copy import deepcopy

import pytest

from tests.database import rows_of_module
from tests.resources.library import make_index


@pytest.fixture(scope="module")
def kept_index(django_db_setup, django_db_blocker):
    with rows_of_module(django_db_blocker):
        yield make_index()


@pytest.fixture
def index(db, kept_index):
    return deepcopy(kept_index)
