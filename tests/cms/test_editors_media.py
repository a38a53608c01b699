"""Images, sounds and documents in the hands of editors, as Wagtail’s policy says."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.accounts.roles import (
    CHIEF,
    EDITING,
    MEDIA_LIBRARY,
    NATIONAL,
    REVIEW,
    setup_roles,
)
from cms.models import CustomDocument, CustomImage
from tests import factories as make

MODELS = [CustomImage, CustomDocument]
SOUND = b"ID3" + bytes(100)


def picture(name: str = "photo.png") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


@pytest.fixture
def shared(roles):
    return Collection.objects.get(name=MEDIA_LIBRARY)


@pytest.fixture
def private(shared):
    """What an administrator keeps apart: beside the editors' collection."""
    return Collection.get_first_root_node().add_child(name="Réservé")


def member_of(group: str):
    user = make.UserFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize("group", [EDITING, REVIEW, CHIEF])
@pytest.mark.parametrize("model", MODELS)
def test_editorial_roles_may(shared, group, model):
    policy, user = policy_registry.get_by_type(model), member_of(group)

    for action in ("add", "change", "choose"):
        assert policy.user_has_permission(user, action), action
        allowed = policy.collections_user_has_permission_for(user, action)
        assert list(allowed) == [shared], action


@pytest.mark.parametrize("group", [EDITING, REVIEW, CHIEF])
@pytest.mark.parametrize("model", MODELS)
def test_editorial_roles_may_not_in_a_private_collection(private, group, model):
    policy, user = policy_registry.get_by_type(model), member_of(group)
    kept = model.objects.create(title="Réservé", file=picture(), collection=private)

    for action in ("change", "delete", "choose"):
        assert not policy.user_has_permission_for_instance(user, action, kept), action
        assert kept not in policy.instances_user_has_permission_for(user, action)


@pytest.mark.parametrize("model", MODELS)
def test_others_have_nothing(roles, model, eve, cora):
    policy = policy_registry.get_by_type(model)

    for user in (eve, cora, member_of(NATIONAL)):
        assert not policy.user_has_any_permission(user, ["add", "change", "choose"])


def test_repeating_leaves_one_collection_and_exact_rights(shared, ed):
    group = Group.objects.get(name=EDITING)
    root = Collection.get_first_root_node()
    rights = group.collection_permissions.count()
    right = group.collection_permissions.first().permission
    group.collection_permissions.create(collection=root, permission=right)

    setup_roles()

    assert Collection.objects.filter(name=MEDIA_LIBRARY).count() == 1
    assert group.collection_permissions.count() == rights
    assert not group.collection_permissions.filter(collection=root).exists()


# ------------------------------------------------ the screens that ask the policy


def test_editor_adds_an_image(client_for, ed, shared):
    answer = client_for(ed).post(
        reverse("wagtailimages:add"), {"title": "Une photo", "file": picture()}
    )

    assert answer.status_code == 302
    image = CustomImage.objects.get()
    assert (image.title, image.collection) == ("Une photo", shared)


def test_editor_adds_a_sound(client_for, ed, shared):
    file = SimpleUploadedFile("lu.mp3", SOUND, "audio/mpeg")
    answer = client_for(ed).post(
        reverse("wagtaildocs:add"), {"title": "Lu à voix haute", "file": file}
    )

    assert answer.status_code == 302
    assert CustomDocument.objects.get().collection == shared


# Wagtail leaves the file of a rendition to the collector.
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.parametrize("chooser", ["wagtailimages_chooser", "wagtaildocs_chooser"])
def test_choosers_show_what_is_shared_only(client_for, ed, shared, private, chooser):
    image = chooser == "wagtailimages_chooser"
    model = CustomImage if image else CustomDocument
    for title, collection in (("Partagé", shared), ("Secret", private)):
        model.objects.create(title=title, file=picture(), collection=collection)
    html = client_for(ed).get(reverse(f"{chooser}:choose")).json()["html"]

    assert "Partagé" in html
    assert "Secret" not in html


def test_bulk_actions_reach_no_private_collection(client_for, ed, private):
    kept = CustomImage.objects.create(
        title="Secret", file=picture(), collection=private
    )
    url = reverse("wagtail_bulk_action", args=["cms", "customimage", "delete"])
    client_for(ed).post(f"{url}?id={kept.pk}")

    assert CustomImage.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_bulk_actions_reach_nobody(client_for, ed, ada, action):
    url = reverse("wagtail_bulk_action", args=["cms", "user", action])
    answer = client_for(ed).post(f"{url}?id={ada.pk}")

    assert answer.status_code in {302, 403}
    ada.refresh_from_db()
    assert ada.is_active
    assert not ada.groups.exists()
