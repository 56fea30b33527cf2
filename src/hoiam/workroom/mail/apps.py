from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "hoiam.workroom.mail"
    label = "workroom_mail"
