"""Addresses under /coordination/aides/."""

from django.urls import path

from community.requests.helping import desk

app_name = "help_desk"

urlpatterns = [
    path("", desk.HelpListView.as_view(), name="list"),
    path("<int:pk>/", desk.HelpDetailView.as_view(), name="detail"),
]
