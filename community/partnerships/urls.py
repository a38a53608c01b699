"""Addresses under /coordination/partenariats/."""

from django.urls import path

from community.partnerships import views

app_name = "partnerships"

urlpatterns = [
    path("", views.PartnershipListView.as_view(), name="list"),
    path("nouveau/", views.PartnershipCreateView.as_view(), name="create"),
    path("<int:pk>/", views.PartnershipDetailView.as_view(), name="detail"),
]
