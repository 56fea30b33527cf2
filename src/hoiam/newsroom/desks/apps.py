from django.apps import AppConfig


class NewsroomDesksConfig(AppConfig):
    name = "hoiam.newsroom.desks"
    label = "newsroom_desks"
