from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "hoiam.workroom.letters"
    label = "workroom_letters"
