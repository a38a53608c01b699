"""Addresses of the library that are not pages of the tree; they come before it."""

from django.urls import path

from resources.feedback import views as feedback
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
    path("avis/vote", feedback.vote, name="vote"),
    path("avis/erreur", feedback.report_error, name="report"),
    path("avis/commentaire", feedback.comment, name="comment"),
    path("avis/merci/<slug:what>/<int:pk>", feedback.thanks, name="feedback_thanks"),
    path("avis/commentaires/<int:pk>", feedback.comments, name="comments"),
]
