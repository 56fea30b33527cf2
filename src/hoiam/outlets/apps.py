from datetime import timedelta

from django.apps import AppConfig


class OutletsConfig(AppConfig):
    name = "hoiam.outlets"
    label = "outlets"

    def ready(self) -> None:
        from hoiam.desks import handover, ticks
        from hoiam.outlets import passing_on, receivers  # noqa: F401
        from hoiam.outlets.operations import embargo, keeping
        from hoiam.outlets.queries import letters
        from hoiam.post import payloads

        passing_on.register(handover)
        payloads.register(letters.CONSIGNMENT, letters.render_consignment, letters.render_consignments)
        payloads.register(letters.LETTER, letters.render_letter)
        payloads.register(letters.TRIAL, letters.render_trial)
        ticks.register("outlets.erase_access", embargo.erase_old_access, timedelta(hours=6))
        ticks.register("outlets.keep", keeping.keep, timedelta(hours=1))
