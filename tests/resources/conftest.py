"""The library of the tests, made only when named."""

import pytest

from tests.resources.library import make_index


@pytest.fixture
def index(db):
    return make_index()
