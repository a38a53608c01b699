"""Addresses under /parent-ressource/."""

from django.urls import path

from mentors.profiles import living, views

app_name = "mentor"

urlpatterns = [
    path("candidature/", views.ApplicationView.as_view(), name="apply"),
    path("candidature/<slug:step>/", views.StepView.as_view(), name="apply_step"),
    path("profil/", views.ProfileView.as_view(), name="profile"),
    path("pause/", living.PauseView.as_view(), name="pause"),
    path("annee/", living.YearView.as_view(), name="year"),
]
