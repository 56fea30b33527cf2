from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "hoiam.config"
    label = "config"
