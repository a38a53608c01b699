"""Addresses under /coordination/partenariats/."""

from django.urls import path

from community.partnerships import editing, paper, views

app_name = "partnerships"

urlpatterns = [
    path("", views.PartnershipListView.as_view(), name="list"),
    path("nouveau/", views.PartnershipCreateView.as_view(), name="create"),
    path("<int:pk>/", views.PartnershipDetailView.as_view(), name="detail"),
    path("<int:pk>/modifier/", editing.PartnershipEditView.as_view(), name="edit"),
    path("<int:pk>/annuler/", views.PartnershipCancelView.as_view(), name="cancel"),
    path("<int:pk>/imprimer/", views.PartnershipPrintView.as_view(), name="print"),
    path("<int:pk>/ecoles/", editing.PartnershipSchoolsView.as_view(), name="schools"),
    path(
        "<int:pk>/autorisation/<str:uai>/",
        views.AuthorisationView.as_view(),
        name="authorisation",
    ),
    path(
        "<int:pk>/autorisation/<str:uai>/autorisation.pdf",
        views.AuthorisationPdfView.as_view(),
        name="authorisation_pdf",
    ),
    path(
        "<int:pk>/signataires/ajouter/",
        editing.SignatoryEditView.as_view(),
        name="signatory_add",
    ),
    path(
        "<int:pk>/signataires/<int:signatory>/",
        editing.SignatoryEditView.as_view(),
        name="signatory",
    ),
    path(
        "<int:pk>/signataires/<int:signatory>/papier/",
        paper.PaperView.as_view(),
        name="paper",
    ),
    path(
        "<int:pk>/signataires/<int:signatory>/scan/",
        paper.ScanView.as_view(),
        name="scan",
    ),
]
