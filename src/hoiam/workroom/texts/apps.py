from django.apps import AppConfig


class WorkroomTextsConfig(AppConfig):
    name = "hoiam.workroom.texts"
    label = "workroom_texts"
