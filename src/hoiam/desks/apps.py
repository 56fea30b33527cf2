from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "hoiam.desks"
    label = "desks"
