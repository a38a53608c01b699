"""Addresses under /coordination/parents-ressources/."""

from django.urls import path

from mentors.profiles import queue

app_name = "mentor_desk"

urlpatterns = [
    path("", queue.QueueView.as_view(), name="list"),
    path("<int:pk>/", queue.MentorDetailView.as_view(), name="detail"),
]
