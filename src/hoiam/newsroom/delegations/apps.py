from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "hoiam.newsroom.delegations"
    label = "newsroom_delegations"
