"""Feeds and sitemap, at addresses that readers and search engines keep for years."""

from django.urls import path

from resources.feeds import views

app_name = "feeds"

urlpatterns = [
    path("sitemap.xml", views.site_map, name="sitemap"),
    path("sitemap-<int:number>.xml", views.site_map_part, name="sitemap_part"),
    path("actualites/flux/", views.news, name="news"),
    path("ressources/flux/", views.resources, name="resources"),
    path("ressources/flux/<slug:slug>/", views.theme, name="theme"),
    path("ressources/flux/mallettes/<slug:slug>/", views.collection, name="collection"),
]
