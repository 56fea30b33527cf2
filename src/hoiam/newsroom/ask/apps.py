from django.apps import AppConfig


class NewsroomAskConfig(AppConfig):
    name = "hoiam.newsroom.ask"
    label = "newsroom_ask"
