"""Addresses of the library that are not pages of the tree; they come before it."""

from django.urls import path

from resources.guided import views as guided
from resources.library import printing
from resources.search import views as search

app_name = "library"

urlpatterns = [
    path("mon-enfant/", guided.entry, name="guided"),
    path("ressources/suggestions", search.suggestions, name="suggestions"),
    path("ressources/manque", search.missing, name="missing"),
    path("ressources/<str:slug>/affiche/", printing.poster, name="poster"),
    path(
        "ressources/<str:slug>/bilingue/<str:language>/",
        printing.bilingual,
        name="bilingual",
    ),
]
