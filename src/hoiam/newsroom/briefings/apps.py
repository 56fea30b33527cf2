from django.apps import AppConfig


class NewsroomBriefingsConfig(AppConfig):
    name = "hoiam.newsroom.briefings"
    label = "newsroom_briefings"

    def ready(self) -> None:
        from hoiam.conferences.models import FloorQuestion
        from hoiam.newsroom.briefings import parts
        from hoiam.newsroom.conference_parts import register

        register("last_time", 15, parts.last_time)
        register("package", 35, parts.package)
        register("questions", 40, parts.questions, asks=(FloorQuestion,))
        register("record", 50, parts.record)
        register("series", 60, parts.series)
