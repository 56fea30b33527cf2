from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "hoiam.workroom.matters"
    label = "workroom_matters"
