"""Addresses under /ecoles/, open to everyone."""

from django.urls import path

from community.schools.public import SchoolPageView
from resources.generations.models import FIGURES, SITE
from resources.generations.public import public_page

app_name = "school"

urlpatterns = [
    path(
        "<str:uai>/",
        public_page(SITE, FIGURES, reads=[])(SchoolPageView.as_view()),
        name="page",
    ),
]
