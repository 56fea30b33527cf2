from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hoiam.search"
    label = "search"
