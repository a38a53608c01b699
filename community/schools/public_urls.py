"""Addresses under /ecoles/, open to everyone."""

from django.urls import path

from community.schools.public import SchoolPageView
from community.schools.suggesting import suggestions
from resources.generations.models import FIGURES, SITE
from resources.generations.public import public_page

app_name = "school"

urlpatterns = [
    path("suggestions", suggestions, name="suggestions"),
    path(
        "<str:uai>/",
        public_page(SITE, FIGURES, reads=[])(SchoolPageView.as_view()),
        name="page",
    ),
]
