"""Who may act on what in the admin, where nobody may do some things."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class RefusingPolicy(ModelPermissionPolicy):
    """The permissions of a model, but for `refused`, refused to all."""

    refused: frozenset[str]

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        left = set(actions) - self.refused
        return bool(left) and super().user_has_any_permission(user, left)
