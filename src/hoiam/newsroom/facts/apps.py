from django.apps import AppConfig


class NewsroomFactsConfig(AppConfig):
    name = "hoiam.newsroom.facts"
    label = "newsroom_facts"
