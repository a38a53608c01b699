"""Addresses under /trouver-de-l-aide/, open to everyone."""

from django.urls import path

from community.requests.helping import public
from resources.generations.public import public_page

app_name = "helping"

urlpatterns = [
    path("", public_page(reads=["commune"])(public.NearView.as_view()), name="near"),
    path("merci/", public_page(reads=[])(public.ThanksView.as_view()), name="thanks"),
    path("<str:insee>/", public.AskForHelpView.as_view(), name="ask"),
]
