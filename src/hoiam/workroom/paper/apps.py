from django.apps import AppConfig


class WorkroomPaperConfig(AppConfig):
    name = "hoiam.workroom.paper"
    label = "workroom_paper"
