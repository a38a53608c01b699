"""The desk itself, at /coordination/."""

from django.urls import path

from community.impact.coverage_screen import CoverageView
from community.impact.desk import DeskView
from community.impact.outcomes import OutcomesView

app_name = "desk"

urlpatterns = [
    path("", DeskView.as_view(), name="home"),
    path("couverture/", CoverageView.as_view(), name="coverage"),
    path("propositions/", OutcomesView.as_view(), name="outcomes"),
]
