from django.apps import AppConfig


class NewsroomCoverageConfig(AppConfig):
    name = "hoiam.newsroom.coverage"
    label = "newsroom_coverage"

    def ready(self) -> None:
        from hoiam.conferences.models import ReportedFigure
        from hoiam.newsroom import conference_parts
        from hoiam.newsroom.coverage.part import read_reported

        conference_parts.register("reported", 90, read_reported, of=ReportedFigure)
