from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "hoiam.conferences"
    label = "conferences"
    verbose_name = _("Conferences")

    def ready(self) -> None:
        from hoiam.conferences import findable_localities, passing_on, receivers  # noqa: F401
        from hoiam.conferences.operations.case import NOTICE
        from hoiam.conferences.operations.periods import begin_periods
        from hoiam.conferences.queries.notice_mails import render_notice
        from hoiam.desks import handover, ticks
        from hoiam.post import payloads

        findable_localities.register()
        passing_on.register(handover)
        payloads.register(NOTICE, render_notice)
        ticks.register("conferences.begin_periods", begin_periods, timedelta(minutes=15))
