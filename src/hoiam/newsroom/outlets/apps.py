from django.apps import AppConfig


class NewsroomOutletsConfig(AppConfig):
    name = "hoiam.newsroom.outlets"
    label = "newsroom_outlets"
