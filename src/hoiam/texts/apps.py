from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "hoiam.texts"
    label = "texts"
