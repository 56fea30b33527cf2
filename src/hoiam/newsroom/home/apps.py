from django.apps import AppConfig


class NewsroomHomeConfig(AppConfig):
    name = "hoiam.newsroom.home"
    label = "newsroom_home"
