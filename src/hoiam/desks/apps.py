from datetime import timedelta

from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "hoiam.desks"
    label = "desks"

    def ready(self) -> None:
        from hoiam.desks import ticks
        from hoiam.desks.operations.clocks import mark_times

        ticks.register("desks.mark_times", lambda at: mark_times(at=at), every=timedelta(seconds=30))
