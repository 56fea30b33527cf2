from django.apps import AppConfig


class NewsroomConferencesConfig(AppConfig):
    name = "hoiam.newsroom.conferences"
    label = "newsroom_conferences"

    def ready(self) -> None:
        from hoiam.conferences.operations.case import KIND
        from hoiam.evidence import citers
        from hoiam.newsroom.conferences import citing, found
        from hoiam.newsroom.search import results

        citers.register("talks", citing.public_talks_citing)
        results.register(KIND, found.show_conferences)
