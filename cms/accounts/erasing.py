"""Accounts that an administrator deletes: forgotten as if their owner had asked."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from resources.privacy.acting import erase

logger = logging.getLogger(__name__)


@hooks.register("before_delete_user")
def erase_account(request: HttpRequest, user: Any) -> HttpResponse | None:
    """In the place of Wagtail's own deletion, whose trail would keep the name."""
    if request.method != "POST":
        return None
    _erase(request, [user])
    messages.success(request, _("Le compte est effacé."))
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def erase_accounts(
    request: HttpRequest, action: str, rows: Iterable[Any], _view: Any
) -> None:
    """Before Wagtail's own deletion, which then finds nobody left to delete."""
    if action == "delete":
        people = get_user_model()
        _erase(request, [row for row in rows if isinstance(row, people)])


def _erase(request: HttpRequest, users: list[Any]) -> None:
    for user in users:
        number = user.pk
        erase(user)
        logger.info("account %s erased by account %s", number, request.user.pk)
