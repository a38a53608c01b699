"""Addresses under /demander-un-atelier/, open to everyone."""

from django.urls import path

from community.requests import public
from resources.generations.public import public_page

app_name = "ask"

urlpatterns = [
    path(
        "",
        public_page(reads=["q", "page"])(public.FindSchoolView.as_view()),
        name="find",
    ),
    path("code/<uuid:key>/", public.ConfirmView.as_view(), name="confirm"),
    path("suivi/<str:token>/", public.FollowView.as_view(), name="follow"),
    path("<str:uai>/", public.AskInPublicView.as_view(), name="ask"),
]
