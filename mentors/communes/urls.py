"""Addresses under /communes/."""

from django.urls import path

from mentors.communes import views

app_name = "communes"

urlpatterns = [path("suggestions", views.suggestions, name="suggestions")]
