from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "hoiam.workroom.sign_in"
    label = "workroom_sign_in"
