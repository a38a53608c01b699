"""Addresses of signatories: the link that was sent, and their own account."""

from django.urls import path

from community.partnerships import signing

app_name = "signing"

urlpatterns = [
    path("signer/<str:token>/", signing.LinkView.as_view(), name="link"),
    path("mes-signatures/", signing.AccountListView.as_view(), name="list"),
    path("mes-signatures/<int:pk>/", signing.AccountView.as_view(), name="sign"),
]
