"""Addresses under /mon-ecole/."""

from django.urls import path

from community.requests import views

app_name = "requests"

urlpatterns = [
    path("", views.SchoolView.as_view(), name="school"),
    path("demander/", views.AskView.as_view(), name="ask"),
    path("demandes/<int:pk>/annuler/", views.CancelView.as_view(), name="cancel"),
]
