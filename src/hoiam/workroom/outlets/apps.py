from django.apps import AppConfig


class OutletsOfficeConfig(AppConfig):
    name = "hoiam.workroom.outlets"
    label = "workroom_outlets"
