from django.apps import AppConfig


class ConclusionsConfig(AppConfig):
    name = "hoiam.workroom.conclusions"
    label = "workroom_conclusions"
