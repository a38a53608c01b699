"""Addresses under /territoires/, open to everyone."""

from django.urls import path

from community.impact import views

app_name = "impact"

urlpatterns = [
    path("", views.TerritoryListView.as_view(), name="territories"),
    path("<slug:slug>/", views.TerritoryView.as_view(), name="territory"),
]
