"""Addresses under /mes-propositions/."""

from django.urls import path

from community.matching import views

app_name = "matches"

urlpatterns = [
    path("", views.MatchListView.as_view(), name="list"),
    path("<int:pk>/repondre/", views.AnswerView.as_view(), name="answer"),
]
