"""Addresses under /coordination/ecoles/."""

from django.urls import path

from community.schools import views
from community.schools.importing.screen import ImportView

app_name = "schools"

urlpatterns = [
    path("", views.SchoolListView.as_view(), name="list"),
    path("import/", ImportView.as_view(), name="import"),
    path("<str:uai>/", views.SchoolDetailView.as_view(), name="detail"),
]
