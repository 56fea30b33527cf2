from django.apps import AppConfig


class WellKnownConfig(AppConfig):
    name = "hoiam.newsroom.wellknown"
    label = "newsroom_wellknown"
