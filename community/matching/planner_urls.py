"""Addresses under /coordination/mises-en-relation/."""

from django.urls import path

from community.matching import planner, planner_actions, suggestions, what_if

app_name = "planner"

urlpatterns = [
    path("", planner.PlannerHomeView.as_view(), name="home"),
    path("demande/<int:pk>/", suggestions.SuggestView.as_view(), name="suggest"),
    path("<str:code>/", planner.PlannerView.as_view(), name="territory"),
    path("<str:code>/et-si/", what_if.WhatIfView.as_view(), name="what_if"),
    path("<str:code>/agir/", planner_actions.PlanActionView.as_view(), name="act"),
]
