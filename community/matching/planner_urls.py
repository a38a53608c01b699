"""Addresses under /coordination/mises-en-relation/."""

from django.urls import path

from community.matching import planner

app_name = "planner"

urlpatterns = [
    path("", planner.PlannerHomeView.as_view(), name="home"),
    path("<str:code>/", planner.PlannerView.as_view(), name="territory"),
    path("<str:code>/agir/", planner.PlanActionView.as_view(), name="act"),
]
