from django.apps import AppConfig


class NewsroomReleasesConfig(AppConfig):
    name = "hoiam.newsroom.releases"
    label = "newsroom_releases"

    def ready(self) -> None:
        from hoiam.evidence import citers
        from hoiam.newsroom import lending
        from hoiam.newsroom.releases import citing, found
        from hoiam.newsroom.releases.lending import lent_edition
        from hoiam.newsroom.search import results

        citers.register("releases", citing.public_releases_citing)
        lending.register(lent_edition)
        results.register("release", found.show_releases)
