from django.apps import AppConfig


class WorkroomFactsConfig(AppConfig):
    name = "hoiam.workroom.facts"
    label = "workroom_facts"
