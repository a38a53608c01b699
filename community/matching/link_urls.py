"""Addresses of the links in a proposal's mail."""

from django.urls import path

from community.matching.answering import LinkView
from community.matching.school_answering import SchoolLinkView

app_name = "proposal"

urlpatterns = [
    path("<str:token>/oui/", LinkView.as_view(answer="yes"), name="yes"),
    path("<str:token>/non/", LinkView.as_view(answer="no"), name="no"),
    path("<str:token>/ecole/", SchoolLinkView.as_view(), name="school"),
]
