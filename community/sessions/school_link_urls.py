"""Addresses by which a school settles a date and answers about a workshop."""

from django.urls import path

from community.sessions import school_views

app_name = "school_link"

urlpatterns = [
    path("date/<str:token>/", school_views.SettleByLinkView.as_view(), name="settle"),
    path(
        "atelier/<str:token>/", school_views.SessionByLinkView.as_view(), name="session"
    ),
    path("choisir/<int:pk>/", school_views.SettleView.as_view(), name="choose"),
    path("nos-ateliers/<int:pk>/", school_views.OwnSessionView.as_view(), name="own"),
]
