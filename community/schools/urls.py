"""Addresses under /coordination/ecoles/."""

from django.urls import path

from community.schools import contact_screens, editing, merging, views
from community.schools.importing import screen

app_name = "schools"

urlpatterns = [
    path("", views.SchoolListView.as_view(), name="list"),
    path("import/", screen.ImportHomeView.as_view(), name="import"),
    path("import/<int:pk>/", screen.ImportRunView.as_view(), name="import_run"),
    path("import/<int:pk>/agir/", screen.ImportActionView.as_view(), name="import_act"),
    path(
        "import/<int:pk>/rejets.csv",
        screen.RejectsView.as_view(),
        name="import_rejects",
    ),
    path("doublons/", merging.DuplicateListView.as_view(), name="duplicates"),
    path("doublons/<str:one>/<str:two>/", merging.MergeView.as_view(), name="merge"),
    path("<str:uai>/", views.SchoolDetailView.as_view(), name="detail"),
    path(
        "<str:uai>/contacts/", contact_screens.ContactsView.as_view(), name="contacts"
    ),
    path("<str:uai>/modifier/", editing.SchoolEditView.as_view(), name="edit"),
]
