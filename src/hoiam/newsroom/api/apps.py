from django.apps import AppConfig


class NewsroomApiConfig(AppConfig):
    name = "hoiam.newsroom.api"
    label = "newsroom_api"
