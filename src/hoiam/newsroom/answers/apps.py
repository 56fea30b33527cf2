from django.apps import AppConfig


class NewsroomAnswersConfig(AppConfig):
    name = "hoiam.newsroom.answers"
    label = "newsroom_answers"

    def ready(self) -> None:
        from hoiam.evidence import citers
        from hoiam.newsroom.answers import citing, found
        from hoiam.newsroom.search import results

        citers.register("answers", citing.public_answers_citing)
        results.register("answer", found.show_answers)
