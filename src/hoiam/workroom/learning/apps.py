from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LearningConfig(AppConfig):
    name = "hoiam.workroom.learning"
    label = "workroom_learning"

    def ready(self) -> None:
        from hoiam.conferences.terms import ConferenceKind
        from hoiam.workroom.conference_frame import Tab, register

        kinds = (ConferenceKind.TRAINING, ConferenceKind.WORKSHOP)
        tabs = (
            ("learning", pgettext_lazy("page of a training", "Learning"), 80),
            ("certificates", pgettext_lazy("page of a training", "Certificates"), 85),
            ("practice", pgettext_lazy("page of a training", "Practice"), 79),
            ("follow_up", pgettext_lazy("page of a training", "Follow-up"), 88),
        )
        for name, label, order in tabs:
            register(Tab(f"workroom_learning:{name}", label, order, kinds))
