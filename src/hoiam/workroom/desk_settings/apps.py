from django.apps import AppConfig


class DeskSettingsConfig(AppConfig):
    name = "hoiam.workroom.desk_settings"
    label = "workroom_desk_settings"
