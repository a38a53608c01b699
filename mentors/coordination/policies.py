"""Wagtail's permissions on people and places: each sees and changes what is their own.

Wagtail asks a policy who may act, and on which rows; a list asks nobody which rows to
show. `TerritoryViewSet` does: list, count, export, filters and chooser begin with the
rows of the visitor's territories. Bulk deletion is refused by the policy.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

# What a list may offer: people are made and erased by their own steps, never here.
ACTIONS = {"view", "change", "choose"}


class TerritoryPolicy(ModelPermissionPolicy):
    """Coordinators and stand-ins on their territories' rows, national leads on all.

    The model's manager says which: `for_user`. No group gives more, and a superuser
    follows the same path: `has_perm` answers for both.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACTIONS and is_at_the_desk(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(ACTIONS & set(actions)) and is_at_the_desk(user)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Any
    ) -> bool:
        own = self.instances_user_has_any_permission_for(user, actions)
        return own.filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        rows = self.model._default_manager
        if not self.user_has_any_permission(user, actions):
            return rows.none()
        return rows.for_user(user)

    def instances_user_has_permission_for(self, user: Any, action: str) -> Any:
        return self.instances_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Any) -> Any:
        """Whoever is named for a territory; national leads are known by their right."""
        people = get_user_model().objects.filter(is_active=True)
        if not ACTIONS & set(actions):
            return people.none()
        return people.filter(
            Q(coordinations__isnull=False) | Q(is_superuser=True)
        ).distinct()


def is_at_the_desk(user: Any) -> bool:
    """Any coordinator or stand-in with an open account, and national leads."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.has_perm("resources.see_all_territories") or user.coordinations.exists()


def own_rows(model: Any, user: Any) -> Any:
    """Return the rows of `model` that the registered policy lets `user` see."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ACTIONS)


class OwnRowsMixin:
    """A chooser offers one's own rows: its search and its pages begin there."""

    def get_object_list(self) -> Any:
        return own_rows(self.model_class, self.request.user)  # type: ignore[attr-defined]


class OwnChooseView(OwnRowsMixin, ChooseView):
    pass


class OwnChooseResultsView(OwnRowsMixin, ChooseResultsView):
    pass


class OwnChosenView(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        return own_rows(self.model_class, self.request.user).get(pk=pk)


class OwnChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return own_rows(self.model_class, self.request.user).filter(pk__in=pks)


class TerritoryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView


class TerritoryViewSet(SnippetViewSet):
    """The only viewset that models of people and places may use: a test says so."""

    chooser_viewset_class = TerritoryChooserViewSet

    def get_queryset(self, request: HttpRequest) -> Any:
        return own_rows(self.model, request.user)


def unscoped(viewset: type[SnippetViewSet], model: Any) -> list[str]:
    """Return what a viewset of the admin would show of other territories' rows."""
    found = []
    if not isinstance(policy_registry.get_by_type(model), TerritoryPolicy):
        found.append("policy")
    if viewset.get_queryset is not TerritoryViewSet.get_queryset:
        found.append("list")
    if not issubclass(viewset.chooser_viewset_class, TerritoryChooserViewSet):
        found.append("chooser")
    return found
