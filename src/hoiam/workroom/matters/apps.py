from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "hoiam.workroom.matters"
    label = "workroom_matters"

    def ready(self) -> None:
        from hoiam.texts import subjects
        from hoiam.workroom.matters.subject import KIND, card_of_matter, words_of_matter

        subjects.register(KIND, card=card_of_matter, words_of_case=words_of_matter)
