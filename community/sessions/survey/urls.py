"""The address that a poster's code holds: /ici/K7QF-2MXP-9RTD/."""

from django.urls import path

from community.sessions.survey.public import DoorView

app_name = "survey"

urlpatterns = [path("<str:code>/", DoorView.as_view(), name="door")]
