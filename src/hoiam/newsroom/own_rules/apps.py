from django.apps import AppConfig


class NewsroomOwnRulesConfig(AppConfig):
    name = "hoiam.newsroom.own_rules"
    label = "newsroom_own_rules"
