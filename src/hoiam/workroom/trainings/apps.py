from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class TrainingsConfig(AppConfig):
    name = "hoiam.workroom.trainings"
    label = "workroom_trainings"

    def ready(self) -> None:
        from hoiam.conferences.rules import AT_THE_DOOR
        from hoiam.conferences.terms import ConferenceKind
        from hoiam.workroom.conference_frame import Tab, register

        kinds = (ConferenceKind.TRAINING, ConferenceKind.MEETING, ConferenceKind.WORKSHOP)
        for view, label, order, roles in (
            ("allocation", pgettext_lazy("page of a training", "Seats"), 32, ()),
            ("invitations", pgettext_lazy("page of a training", "Invitations"), 34, ()),
            ("roster", pgettext_lazy("page of a training", "Roster"), 36, ()),
            ("check_in", pgettext_lazy("page of a training", "Check-in"), 38, AT_THE_DOOR),
            ("sites", pgettext_lazy("page of a training", "Sites and press"), 39, ()),
        ):
            register(Tab(f"workroom_trainings:{view}", label, order, kinds, roles))
