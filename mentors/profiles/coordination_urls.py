"""Addresses under /coordination/parents-ressources/."""

from django.urls import path

from mentors.profiles import queue, stopping

app_name = "mentor_desk"

urlpatterns = [
    path("", queue.QueueView.as_view(), name="list"),
    path("<int:pk>/", queue.MentorDetailView.as_view(), name="detail"),
    path("<int:pk>/<slug:act>/", stopping.MentorActView.as_view(), name="act"),
]
