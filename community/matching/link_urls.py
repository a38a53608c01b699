"""Addresses of the links in a proposal's mail."""

from django.urls import path

from community.matching.answering import LinkView

app_name = "proposal"

urlpatterns = [
    path("<str:token>/oui/", LinkView.as_view(answer="yes"), name="yes"),
    path("<str:token>/non/", LinkView.as_view(answer="no"), name="no"),
]
