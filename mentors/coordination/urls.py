"""Addresses under /coordination/equipe/."""

from django.urls import path

from mentors.coordination.screens import TeamView

app_name = "team"

urlpatterns = [path("", TeamView.as_view(), name="team")]
