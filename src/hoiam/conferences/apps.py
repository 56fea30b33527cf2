from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "hoiam.conferences"
    label = "conferences"
    verbose_name = _("Conferences")

    def ready(self) -> None:
        from hoiam.conferences import passing_on
        from hoiam.conferences.operations.case import NOTICE
        from hoiam.conferences.queries.notice_mails import render_notice
        from hoiam.desks import handover
        from hoiam.post import payloads

        passing_on.register(handover)
        payloads.register(NOTICE, render_notice)
