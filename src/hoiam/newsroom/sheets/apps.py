from django.apps import AppConfig


class NewsroomSheetsConfig(AppConfig):
    name = "hoiam.newsroom.sheets"
    label = "newsroom_sheets"

    def ready(self) -> None:
        from hoiam.conferences.models import LearningResult
        from hoiam.newsroom import conference_parts
        from hoiam.newsroom.sheets.part import results_part

        conference_parts.register("results", 80, results_part, of=LearningResult)
