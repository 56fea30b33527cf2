from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "hoiam.workroom.duty"
    label = "workroom_duty"
