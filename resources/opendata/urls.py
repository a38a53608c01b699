"""Addresses for other systems; the API's own names are under « api: »."""

from django.urls import include, path

from resources.opendata import views
from resources.opendata.api import api, openapi

opendata = [
    path("donnees-ouvertes/", views.documentation, name="documentation"),
    path("ressources/bibliotheque.csv", views.library_table, name="table"),
    path("api/v1/openapi.json", openapi, name="openapi"),
]

urlpatterns = [
    path("", include((opendata, "opendata"))),
    path("api/v1/", api.urls),
]
