from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "hoiam.workroom.transfer"
    label = "workroom_transfer"
