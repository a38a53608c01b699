"""Pages whose address is a secret: a link by mail that opens without an account.

Such an address is told to no other site, kept by no cache and written in no log.
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

HIDDEN = "…"


class SecretAddressMixin:
    """A view below a secret address; before Django's own views in the bases."""

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        request.address_is_secret = True  # type: ignore[attr-defined]
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Referrer-Policy"] = "no-referrer"
        patch_cache_control(response, private=True, no_store=True)
        return response


class SecretAddressFilter(logging.Filter):
    """Hides the address of a refusal or an error that Django writes in its log."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if getattr(request, "address_is_secret", False):
            arguments = record.args if isinstance(record.args, tuple) else ()
            record.args = tuple(
                HIDDEN if argument == request.path else argument  # type: ignore[union-attr]
                for argument in arguments
            )
        return True


def connect() -> None:
    logging.getLogger("django.request").addFilter(SecretAddressFilter())
