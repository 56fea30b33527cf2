from datetime import timedelta

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoiam.evidence"
    label = "evidence"

    def ready(self) -> None:
        from hoiam.desks import handover, ticks
        from hoiam.evidence import findable, passing_on
        from hoiam.evidence.operations.endings import expire_facts

        findable.register()
        passing_on.register(handover)
        ticks.register("evidence.expire_facts", expire_facts, timedelta(minutes=10))
