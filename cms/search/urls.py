"""The address of the search of the whole site."""

from django.urls import path

from cms.search import views

app_name = "search"

urlpatterns = [path("", views.results, name="site")]
