from django.apps import AppConfig


class NewsroomPunctualityConfig(AppConfig):
    name = "hoiam.newsroom.punctuality"
    label = "newsroom_punctuality"
