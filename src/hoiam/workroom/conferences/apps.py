from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "hoiam.workroom.conferences"
    label = "workroom_conferences"
