from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class BriefingsConfig(AppConfig):
    name = "hoiam.workroom.briefings"
    label = "workroom_briefings"

    def ready(self) -> None:
        from hoiam.conferences.terms import ConferenceKind
        from hoiam.texts import subjects
        from hoiam.workroom.briefings import subject
        from hoiam.workroom.conference_frame import Tab, register

        press, everybody = (ConferenceKind.BRIEFING,), tuple(ConferenceKind.values)
        for view, label, order, kinds in (
            ("proposals", pgettext_lazy("page of a conference", "Proposals"), 15, everybody),
            ("seats", pgettext_lazy("page of a conference", "Outlets"), 40, press),
            ("questions", pgettext_lazy("page of a conference", "Questions"), 50, everybody),
            ("record", pgettext_lazy("page of a conference", "Record"), 60, everybody),
            ("conclusions", pgettext_lazy("page of a conference", "Conclusions"), 70, everybody),
        ):
            register(Tab(f"workroom_briefings:{view}", label, order, kinds))
        subjects.register(
            subject.CONFERENCE,
            card=subject.card_of_record,
            words_of_case=subject.words_of_record,
            bound_words=subject.bound_in_words,
        )
