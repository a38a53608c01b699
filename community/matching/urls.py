"""Addresses under /mes-propositions/."""

from django.urls import path

from community.matching import answering, school_answering, views

app_name = "matches"

urlpatterns = [
    path("", views.MatchListView.as_view(), name="list"),
    path("<int:pk>/repondre/", answering.AnswerView.as_view(), name="answer"),
    path("<int:pk>/ecole/", school_answering.SchoolAnswerView.as_view(), name="school"),
]
