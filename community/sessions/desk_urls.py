"""Addresses under /coordination/comptes-rendus/."""

from django.urls import path

from community.sessions import desk

app_name = "report_desk"

urlpatterns = [
    path("", desk.ReportListView.as_view(), name="list"),
    path("tableau.csv", desk.ReportTableView.as_view(), name="table"),
    path("<int:pk>/", desk.ReportDetailView.as_view(), name="detail"),
    path("<int:pk>/corriger/", desk.DeskEditView.as_view(), name="edit"),
]
