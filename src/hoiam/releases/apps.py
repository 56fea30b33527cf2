from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReleasesConfig(AppConfig):
    name = "hoiam.releases"
    label = "releases"
    verbose_name = _("Releases")

    def ready(self) -> None:
        from hoiam.desks import handover, ticks
        from hoiam.outlets import rendering
        from hoiam.post import payloads
        from hoiam.releases import findable, passing_on, receivers  # noqa: F401
        from hoiam.releases.operations.case import NOTICE, RELEASE
        from hoiam.releases.operations.publishing import publish_due
        from hoiam.releases.queries.for_outlets import EDITION, render_edition
        from hoiam.releases.queries.notice_mails import render_notice
        from hoiam.releases.queries.texts import bound_with_text
        from hoiam.texts import subjects

        findable.register()
        passing_on.register(handover)
        payloads.register(NOTICE, render_notice)
        rendering.register(EDITION, render_edition)
        subjects.register_bound(RELEASE, bound_with_text)
        ticks.register("releases.publish_due", publish_due, timedelta(seconds=0.4))
