"""Addresses of the bag; the worker's is the root's, or it could not serve the site."""

from django.urls import path

from resources.bag import views

app_name = "bag"

urlpatterns = [
    path("sac/", views.bag, name="bag"),
    path("hors-ligne/", views.offline, name="offline"),
    path("sw.js", views.worker, name="worker"),
]
