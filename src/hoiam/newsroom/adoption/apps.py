from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "hoiam.newsroom.adoption"
    label = "newsroom_adoption"
