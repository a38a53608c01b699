"""Roles as groups, and what each may do; `setup_roles` writes them, again and again.

Editors get content and no person: not one permission on mentors or community, but on
the questions of parents, which name neither the school nor who told them. The
coordinators' rights come from the territories they are named for, not from a group;
their group only names them.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.pages.models import HomePage

COORDINATION = "Coordination"
NATIONAL = "Pilotage national"
EDITING = "Édition"
REVIEW = "Relecture"
CHIEF = "Rédaction en chef"

ADMIN = "wagtailadmin.access_admin"
VOCABULARIES = [
    f"resources.{verb}_{model}"
    for model in ("theme", "term")
    for verb in ("add", "change", "view")
]
SEARCH = [
    *(f"resources.{verb}_promotedresult" for verb in ("add", "change", "delete")),
    *(f"resources.{verb}_missingsearch" for verb in ("view", "delete")),
    *(f"resources.{verb}_synonym" for verb in ("add", "change", "delete")),
]
# What readers said: the team reads and decides; it neither writes nor deletes.
FEEDBACK = [
    *(
        f"resources.{verb}_{model}"
        for model in ("comment", "errorreport")
        for verb in ("view", "change")
    ),
    "resources.view_vote",
    *(f"community.{verb}_raisedquestion" for verb in ("view", "change")),
]
READING = [
    f"resources.{verb}_{model}"
    for model in ("glossaryterm", "helpcontact")
    for verb in ("add", "change", "delete", "view")
]
# One writes a version; nobody changes one (community/partnerships/admin.py).
AGREEMENTS = [f"community.{verb}_agreementtemplate" for verb in ("add", "view")]
PERMISSIONS: dict[str, list[str]] = {
    COORDINATION: [],
    NATIONAL: [
        ADMIN,
        "resources.see_all_territories",
        *VOCABULARIES,
        *SEARCH,
        *READING,
        *AGREEMENTS,
    ],
    EDITING: [ADMIN, *SEARCH, *READING, *FEEDBACK],
    REVIEW: [ADMIN, *FEEDBACK],
    CHIEF: [ADMIN, *VOCABULARIES, *SEARCH, *READING, *FEEDBACK],
}
PAGE_PERMISSIONS: dict[str, list[str]] = {
    EDITING: ["add_page", "change_page"],
    REVIEW: ["change_page"],
    CHIEF: ["add_page", "change_page", "publish_page", "lock_page"],
}
# Wagtail's policy asks for the permissions of its own models, whatever ours are called.
# Sounds and films are documents.
MEDIA_PERMISSIONS = [
    f"wagtail{app}.{verb}_{kind}"
    for app, kind in (("images", "image"), ("docs", "document"))
    for verb in ("add", "change", "choose")
]
# A collection of their own: what an administrator keeps elsewhere stays closed to them.
MEDIA_LIBRARY = "Médiathèque"


def setup_roles() -> None:
    """Create the groups and give each exactly its permissions; safe to repeat."""
    for name, labels in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(_permissions(labels))
    home = HomePage.objects.first()
    for name, codenames in PAGE_PERMISSIONS.items():
        group = Group.objects.get(name=name)
        if home:
            _give_pages(group, home, codenames)
        _give_media(group)


def _permissions(labels: list[str]) -> list[Permission]:
    wanted = Q(pk=None)
    for label in labels:
        app, codename = label.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted))
    if len(found) != len(labels):
        raise LookupError(f"Missing permissions among {labels}")
    return found


def _give_pages(group: Group, home: HomePage, codenames: list[str]) -> None:
    GroupPagePermission.objects.filter(group=group).exclude(page=home).delete()
    for permission in Permission.objects.filter(
        codename__in=codenames, content_type__app_label="wagtailcore"
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page=home, permission=permission
        )


def _give_media(group: Group) -> None:
    shared = _media_library()
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=shared
    ).delete()
    for permission in _permissions(MEDIA_PERMISSIONS) if shared else ():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=shared, permission=permission
        )


def _media_library() -> Collection | None:
    """Return the editors' collection, made where it is missing; None without a root."""
    found = Collection.objects.filter(name=MEDIA_LIBRARY, depth=2).first()
    root = Collection.get_first_root_node()
    return found or (root and root.add_child(name=MEDIA_LIBRARY))
