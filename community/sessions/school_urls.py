"""The address by which a school says its word of a report."""

from django.urls import path

from community.sessions.report_views import SchoolWordView

app_name = "school_word"

urlpatterns = [path("<str:token>/", SchoolWordView.as_view(), name="say")]
