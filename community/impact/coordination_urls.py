"""The desk itself, at /coordination/."""

from django.urls import path

from community.impact.desk import DeskView

app_name = "desk"

urlpatterns = [path("", DeskView.as_view(), name="home")]
