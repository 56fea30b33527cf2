from datetime import timedelta

from django.apps import AppConfig

KEPT = timedelta(days=30)
"""A node that was away for longer builds its search index anew."""


class ConfigConfig(AppConfig):
    name = "hoiam.config"
    label = "config"

    def ready(self) -> None:
        from hoiam.config import catalogues
        from hoiam.desks import ticks
        from hoiam.search.operations import forget_changes

        ticks.register(
            "search.forget_changes", lambda at: forget_changes(before=at - KEPT), every=timedelta(days=1)
        )
        catalogues.join_all()
