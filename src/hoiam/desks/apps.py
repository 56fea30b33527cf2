from datetime import timedelta

from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "hoiam.desks"
    label = "desks"

    def ready(self) -> None:
        from hoiam.desks import erasing, handed_over, handover, ticks
        from hoiam.desks.operations import clocks, journal, merging, passing_on, unsent

        ticks.register("desks.mark_times", lambda at: clocks.mark_times(at=at), every=timedelta(seconds=30))
        ticks.register("desks.forget_old_typing", unsent.forget_old_typing, every=timedelta(hours=6))
        ticks.register("desks.carry_out_mergers", merging.carry_out_due, every=timedelta(seconds=30))
        passing_on.register(handover)
        erasing.register("journal", journal.erase_again)
        handed_over.register_sections()
