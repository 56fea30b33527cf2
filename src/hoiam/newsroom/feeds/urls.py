from django.urls import path

from hoiam.newsroom.feeds import release_screens, screens, sitemap

app_name = "newsroom_feeds"

urlpatterns = [
    path("feeds/", screens.feeds, name="feeds"),
    path("feeds/answers.atom", screens.atom_feed, name="atom"),
    path("feeds/answers.json", screens.json_feed_file, name="json"),
    path("feeds/matters.atom", screens.bulletins_atom, name="matters_atom"),
    path("feeds/matters.json", screens.bulletins_json, name="matters_json"),
    path("feeds/matters/<int:matter>.atom", screens.bulletins_atom, name="matter_atom"),
    path("feeds/matters/<int:matter>.json", screens.bulletins_json, name="matter_json"),
    path("feeds/releases.atom", release_screens.releases_atom, name="releases_atom"),
    path("feeds/releases.json", release_screens.releases_json, name="releases_json"),
    path("feeds/releases.ninjs.json", release_screens.releases_ninjs, name="releases_ninjs"),
    path("feeds/corrections.atom", release_screens.corrections_atom, name="corrections_atom"),
    path("feeds/corrections.json", release_screens.corrections_json, name="corrections_json"),
    path(
        "feeds/themes/<slug:theme>/releases.atom", release_screens.releases_atom, name="theme_releases_atom"
    ),
    path(
        "feeds/themes/<slug:theme>/releases.json", release_screens.releases_json, name="theme_releases_json"
    ),
    path(
        "feeds/themes/<slug:theme>/releases.ninjs.json",
        release_screens.releases_ninjs,
        name="theme_releases_ninjs",
    ),
    path("feeds/<slug:desk>/releases.atom", release_screens.releases_atom, name="desk_releases_atom"),
    path("feeds/<slug:desk>/releases.json", release_screens.releases_json, name="desk_releases_json"),
    path("feeds/<slug:desk>/releases.ninjs.json", release_screens.releases_ninjs, name="desk_releases_ninjs"),
    path("feeds/<slug:desk>/answers.atom", screens.atom_feed, name="desk_atom"),
    path("feeds/<slug:desk>/answers.json", screens.json_feed_file, name="desk_json"),
]
plain_urlpatterns = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:part>.xml", sitemap.section, name="sitemap_part"),
]
