from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "hoiam.workroom.releases"
    label = "workroom_releases"

    def ready(self) -> None:
        from hoiam.texts import subjects
        from hoiam.workroom.releases import subject

        subjects.register(
            subject.KIND,
            card=subject.card_of_release,
            words_of_case=subject.words_of_release,
            bound_words=subject.bound_in_words,
            written_at=subject.written_at,
        )
