"""An account deleted in the administration is forgotten as by its owner."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from mentors.models import Mentor
from resources.privacy.erasures import mark_of, noted
from tests import factories as make

pytestmark = pytest.mark.django_db
BULK = "/admin/bulk/cms/user/delete/?next=/admin/users/&id={}&id={}"


@pytest.fixture
def admin(client_for, eve):
    eve.is_superuser = True
    eve.save()
    return client_for(eve)


def delete_url(user) -> str:
    return reverse("wagtailusers_users:delete", args=[user.pk])


def exists(user) -> bool:
    return get_user_model().objects.filter(pk=user.pk).exists()


def test_volunteer_leaves_figures_and_a_note(admin, ada, school):
    make.ReportFactory(mentor=ada.mentor, author=ada, school=school, notes="secrète")
    mark = mark_of(ada)

    response = admin.post(delete_url(ada))

    assert response.url == reverse("wagtailusers_users:index")
    assert not exists(ada)
    mentor = Mentor.objects.get()
    assert (mentor.status, mentor.commune, mentor.phone) == ("left", None, "")
    assert (mentor.reports.get().notes, mentor.reports.get().participants) == ("", 12)
    assert mark in noted()


def test_several_are_forgotten_at_once(admin, ada, dora):
    request = make.RequestFactory(contact_name="Dora", contact_email=dora.email)

    response = admin.post(BULK.format(ada.pk, dora.pk))

    assert response.status_code == 302
    assert not exists(ada)
    assert not exists(dora)
    request.refresh_from_db()
    assert (request.contact_name, request.contact_email) == ("", "")


def test_trail_of_an_account_loses_its_name(admin, ada, eve):
    log(ada, "wagtail.edit", user=eve, data={"name": "Ada"})

    admin.post(delete_url(ada))

    entries = ModelLogEntry.objects.filter(object_id=str(ada.pk))
    assert not entries.filter(label__contains="Ada").exists()
    assert not ModelLogEntry.objects.filter(data__name="Ada").exists()


# Refusals


def test_looking_forgets_nobody(admin, ada):
    assert admin.get(delete_url(ada)).status_code == 200
    assert admin.get(BULK.format(ada.pk, ada.pk)).status_code == 200
    assert exists(ada)


def test_administrator_does_not_delete_oneself(admin, eve):
    admin.post(delete_url(eve))
    admin.post(BULK.format(eve.pk, eve.pk))

    assert exists(eve)


def test_editor_deletes_nobody(client_for, ed, ada):
    client_for(ed).post(delete_url(ada))
    client_for(ed).post(BULK.format(ada.pk, ada.pk))

    assert exists(ada)
