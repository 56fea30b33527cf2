from django.apps import AppConfig


class WorkroomPartsConfig(AppConfig):
    name = "hoiam.workroom.parts"
    label = "workroom_parts"
