from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class CoverageConfig(AppConfig):
    name = "hoiam.workroom.coverage"
    label = "workroom_coverage"

    def ready(self) -> None:
        from hoiam.workroom.conference_frame import Tab, register

        label = pgettext_lazy("page of a conference", "Reported")
        register(Tab("workroom_coverage:reported", label, 90))
