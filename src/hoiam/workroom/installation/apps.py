from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "hoiam.workroom.installation"
    label = "workroom_installation"
