from django.urls import path

from hoiam.newsroom.feeds import screens, sitemap

app_name = "newsroom_feeds"

urlpatterns = [
    path("feeds/", screens.feeds, name="feeds"),
    path("feeds/answers.atom", screens.atom_feed, name="atom"),
    path("feeds/answers.json", screens.json_feed_file, name="json"),
    path("feeds/matters.atom", screens.bulletins_atom, name="matters_atom"),
    path("feeds/matters.json", screens.bulletins_json, name="matters_json"),
    path("feeds/matters/<int:matter>.atom", screens.bulletins_atom, name="matter_atom"),
    path("feeds/matters/<int:matter>.json", screens.bulletins_json, name="matter_json"),
    path("feeds/<slug:desk>/answers.atom", screens.atom_feed, name="desk_atom"),
    path("feeds/<slug:desk>/answers.json", screens.json_feed_file, name="desk_json"),
]
plain_urlpatterns = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:part>.xml", sitemap.section, name="sitemap_part"),
]
