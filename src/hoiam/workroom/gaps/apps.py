from django.apps import AppConfig


class WorkroomGapsConfig(AppConfig):
    name = "hoiam.workroom.gaps"
    label = "workroom_gaps"
