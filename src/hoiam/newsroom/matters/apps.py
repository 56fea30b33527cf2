from django.apps import AppConfig


class NewsroomMattersConfig(AppConfig):
    name = "hoiam.newsroom.matters"
    label = "newsroom_matters"

    def ready(self) -> None:
        from hoiam.evidence import citers
        from hoiam.newsroom.matters import citing, found
        from hoiam.newsroom.search import results

        citers.register("bulletins", citing.public_bulletins_citing)
        results.register("matter", found.show_matters)
