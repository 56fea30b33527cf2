from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hoiam.ui"
    label = "ui"
