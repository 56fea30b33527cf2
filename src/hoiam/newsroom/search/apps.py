from django.apps import AppConfig


class NewsroomSearchConfig(AppConfig):
    name = "hoiam.newsroom.search"
    label = "newsroom_search"

    def ready(self) -> None:
        from hoiam.newsroom.search import records, results

        results.register("fact", records.show_facts)
