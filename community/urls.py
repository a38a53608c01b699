"""The coordinators' desk: each story brings its own screens under /coordination/."""

from django.urls import include, path

urlpatterns = [
    path("ecoles/", include("community.schools.urls")),
    path("partenariats/", include("community.partnerships.urls")),
    path("equipe/", include("mentors.coordination.urls")),
    path("aides/", include("community.requests.helping.desk_urls")),
    path("demandes/", include("community.requests.desk_urls")),
    path("comptes-rendus/", include("community.sessions.desk_urls")),
    path("rencontres/", include("community.sessions.match_desk_urls")),
    path("parents-ressources/", include("mentors.profiles.coordination_urls")),
    path("mises-en-relation/", include("community.matching.planner_urls")),
    path("", include("community.impact.coordination_urls")),
]
