from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConferencesConfig(AppConfig):
    name = "hoiam.workroom.conferences"
    label = "workroom_conferences"

    def ready(self) -> None:
        from hoiam.texts import subjects
        from hoiam.workroom.conference_frame import Tab, register
        from hoiam.workroom.conferences import subject

        for view, label, order in (
            ("conference", _("Overview"), 0),
            ("agenda", pgettext_lazy("page of a conference", "Agenda"), 10),
            ("talks", pgettext_lazy("page of a conference", "Talks"), 20),
            ("materials", pgettext_lazy("page of a conference", "Materials"), 30),
        ):
            register(Tab(f"workroom_conferences:{view}", label, order))
        subjects.register(subject.TALK, card=subject.card_of_talk, words_of_case=subject.words_of_talk)
