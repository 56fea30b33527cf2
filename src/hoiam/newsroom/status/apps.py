from django.apps import AppConfig


class NewsroomStatusConfig(AppConfig):
    name = "hoiam.newsroom.status"
    label = "newsroom_status"
