"""Addresses under /territoires/, open to everyone."""

from django.urls import path

from community.impact import views
from resources.generations.public import public_page

app_name = "impact"

urlpatterns = [
    path(
        "",
        public_page(reads=["t", "page"])(views.TerritoryListView.as_view()),
        name="territories",
    ),
    path(
        "<slug:slug>/",
        public_page(reads=[])(views.TerritoryView.as_view()),
        name="territory",
    ),
]
