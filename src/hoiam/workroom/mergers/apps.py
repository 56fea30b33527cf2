from django.apps import AppConfig


class MergersConfig(AppConfig):
    name = "hoiam.workroom.mergers"
    label = "workroom_mergers"
