from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    name = "hoiam.workroom.localities"
    label = "workroom_localities"

    def ready(self) -> None:
        from hoiam.texts import subjects
        from hoiam.workroom.localities.subject import KIND, card_of_guidance, words_of_guidance

        subjects.register(KIND, card=card_of_guidance, words_of_case=words_of_guidance)
