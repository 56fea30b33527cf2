from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "hoiam.workroom.sign_in"
    label = "workroom_sign_in"

    def ready(self) -> None:
        from hoiam.post import payloads
        from hoiam.workroom.sign_in.letters import RESET, write_reset_letter

        payloads.register(RESET, write_reset_letter)
