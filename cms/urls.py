"""Every address of the site; the rooms and stories bring their own."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.accounts.own_data import OwnDataView
from cms.accounts.views import AdminGateView, AfterLoginView, SiteGateView, closed
from cms.chrome.manifest import manifest
from cms.chrome.robots import robots
from cms.health.views import healthz
from cms.media.views import picture
from community.sessions.attestation_views import verify

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/login/", AdminGateView.as_view(), name="admin_gate"),
    path("admin/", include(wagtailadmin_urls)),
    path(
        "documents/authenticate_with_password/<int:restriction>/",
        closed,
        name="closed_documents",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<str:name>", picture, name="picture"),
    path("compte/bienvenue/", AfterLoginView.as_view(), name="after_login"),
    path("compte/mes-donnees/", OwnDataView.as_view(), name="own_data"),
    path("compte/", include("allauth.urls")),
    path("parent-ressource/", include("mentors.profiles.urls")),
    path("communes/", include("mentors.communes.urls")),
    path("mon-ecole/", include("community.requests.urls")),
    path("trouver-de-l-aide/", include("community.requests.helping.urls")),
    path("demander-un-atelier/", include("community.requests.public_urls")),
    path("mes-propositions/", include("community.matching.urls")),
    path("proposition/", include("community.matching.link_urls")),
    path("mes-ateliers/", include("community.sessions.urls")),
    path("verifier-une-attestation/", verify, name="verify"),
    path("pour-l-ecole/", include("community.sessions.school_link_urls")),
    path("mot-de-l-ecole/", include("community.sessions.school_urls")),
    path("ici/", include("community.sessions.survey.urls")),
    path("coordination/", include("community.urls")),
    path("", include("community.partnerships.signing_urls")),
    path("ecoles/", include("community.schools.public_urls")),
    path("invitation-ecole/", include("community.schools.invitation_urls")),
    path("territoires/", include("community.impact.urls")),
    path("robots.txt", robots, name="robots"),
    path("", include("resources.feeds.urls")),
    path("", include("resources.opendata.urls")),
    path("recherche/", include("cms.search.urls")),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("", include("resources.bag.urls")),
    path("", include("resources.urls")),
    # Wagtail's own doors, which come with its addresses.
    path("_util/login/", SiteGateView.as_view(), name="site_gate"),
    path(
        "_util/authenticate_with_password/<int:restriction>/<int:page>/",
        closed,
        name="closed_pages",
    ),
    path("", include(wagtail_urls)),
]

handler400 = "cms.chrome.views.bad_request"
handler403 = "cms.chrome.views.permission_denied"
handler404 = "cms.chrome.views.page_not_found"
handler500 = "cms.chrome.views.server_error"
