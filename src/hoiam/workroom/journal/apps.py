from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "hoiam.workroom.journal"
    label = "workroom_journal"
