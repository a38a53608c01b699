"""Addresses under /coordination/rencontres/."""

from django.urls import path

from community.sessions import ending_views

app_name = "match_desk"

urlpatterns = [
    path("<int:pk>/fin/", ending_views.MatchEndView.as_view(), name="end"),
]
