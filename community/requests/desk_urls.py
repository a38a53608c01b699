"""Addresses under /coordination/demandes/."""

from django.urls import path

from community.requests import desk

app_name = "request_desk"

urlpatterns = [
    path("", desk.RequestListView.as_view(), name="list"),
    path("<int:pk>/", desk.RequestDetailView.as_view(), name="detail"),
]
