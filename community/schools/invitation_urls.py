"""The address of an invitation, /invitation-ecole/<secret>/."""

from django.urls import path

from community.schools.contact_screens import InvitationView

app_name = "invitation"

urlpatterns = [path("<str:token>/", InvitationView.as_view(), name="open")]
