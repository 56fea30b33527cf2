from django.apps import AppConfig


class NewsroomPartsConfig(AppConfig):
    name = "hoiam.newsroom.parts"
    label = "newsroom_parts"
