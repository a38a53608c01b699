"""A link that opens without an account stays out of logs and caches."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response
from django.views.generic import View

from resources.secret_addresses import SecretAddressMixin

PATH = "/lien/abc123/"


class Refusing(SecretAddressMixin, View):
    def get(self, request):
        return HttpResponse(status=409)


class Open(View):
    def get(self, request):
        return HttpResponse(status=409)


@pytest.mark.parametrize(("view", "is_written"), [(Refusing, False), (Open, True)])
def test_a_refusal_is_logged_without_its_secret(caplog, view, is_written):
    request = RequestFactory().get(PATH)
    response = view.as_view()(request)

    with caplog.at_level(logging.WARNING, "django.request"):
        log_response(
            "%s: %s", "Conflict", request.path, response=response, request=request
        )

    assert "Conflict: " in caplog.text
    assert (PATH in caplog.text) is is_written


def test_nobody_keeps_it_or_passes_it_on():
    response = Refusing.as_view()(RequestFactory().get(PATH))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
