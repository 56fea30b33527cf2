from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "hoiam.workroom.home"
    label = "workroom_home"
