"""Addresses under /mes-ateliers/."""

from django.urls import path

from community.sessions import calendar_views, plan_views, report_views, views
from community.sessions.attestation_views import (
    AttestationPdfView,
    AttestationsView,
    AttestationView,
    RevokeView,
)
from community.sessions.kit.views import KitView
from community.sessions.next_day_views import NextDayView
from community.sessions.outbox import OutboxView

app_name = "sessions"

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("prochains/", plan_views.ComingView.as_view(), name="coming"),
    path("planifier/", plan_views.PlanView.as_view(), name="plan"),
    path("<int:pk>/", plan_views.SessionView.as_view(), name="session"),
    path("<int:pk>/kit/", KitView.as_view(), name="kit"),
    path("<int:pk>/atelier.ics", calendar_views.FileView.as_view(), name="file"),
    path("agenda/", calendar_views.CalendarView.as_view(), name="calendar"),
    path("agenda/<str:token>.ics", calendar_views.feed, name="feed"),
    path("<int:pk>/modifier/", plan_views.ChangeView.as_view(), name="change"),
    path("<int:pk>/ecrire/", plan_views.WriteView.as_view(), name="write"),
    path("<int:pk>/arreter/", plan_views.StopView.as_view(), name="stop"),
    path("<int:pk>/me-retirer/", plan_views.LeaveView.as_view(), name="leave"),
    path("attestations/", AttestationsView.as_view(), name="attestations"),
    path("attestations/<int:pk>/", AttestationView.as_view(), name="attestation"),
    path(
        "attestations/<int:pk>/attestation.pdf",
        AttestationPdfView.as_view(),
        name="attestation_pdf",
    ),
    path("attestations/<int:pk>/retirer/", RevokeView.as_view(), name="revoke"),
    path("historique/", views.HistoryView.as_view(), name="history"),
    path("ca-a-eu-lieu/<str:token>/", NextDayView.as_view(), name="next_day"),
    path("raconter/", views.LogView.as_view(), name="log"),
    path("raconter/sans-reseau/", views.blank, name="blank"),
    path("envois/", OutboxView.as_view(), name="outbox"),
    path("raconter/<int:pk>/", views.LogView.as_view(), name="log_session"),
    path("compte-rendu/<int:pk>/", report_views.ReportView.as_view(), name="report"),
    path(
        "compte-rendu/<int:pk>/corriger/", report_views.EditView.as_view(), name="edit"
    ),
]
