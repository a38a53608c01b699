"""Addresses under /mes-ateliers/."""

from django.urls import path

from community.sessions import views
from community.sessions.outbox import OutboxView

app_name = "sessions"

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("historique/", views.HistoryView.as_view(), name="history"),
    path("raconter/", views.LogView.as_view(), name="log"),
    path("raconter/sans-reseau/", views.blank, name="blank"),
    path("envois/", OutboxView.as_view(), name="outbox"),
    path("raconter/<int:pk>/", views.LogView.as_view(), name="log_session"),
    path("compte-rendu/<int:pk>/", views.ReportView.as_view(), name="report"),
]
