"""Help on every page of the office, and a guide of two pages for each role."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "hoiam.workroom.help"
    label = "workroom_help"
