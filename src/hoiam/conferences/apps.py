from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "hoiam.conferences"
    label = "conferences"
    verbose_name = _("Conferences")

    def ready(self) -> None:
        from hoiam.conferences import findable, findable_localities, passing_on, receivers  # noqa: F401
        from hoiam.conferences.operations import closing_learning
        from hoiam.conferences.operations.case import NOTICE
        from hoiam.conferences.operations.delegation_keeping import erase_contacts
        from hoiam.conferences.operations.floor import forget_addresses
        from hoiam.conferences.operations.follow_up import read_follow_ups
        from hoiam.conferences.operations.periods import begin_periods
        from hoiam.conferences.operations.practice import reset_practice
        from hoiam.conferences.operations.record import bound_with_text
        from hoiam.conferences.operations.seats import ERASURE, delete_old_seats, erase_again, invite_new
        from hoiam.conferences.queries import board, delegation_letters, seat_letters
        from hoiam.conferences.queries.notice_mails import render_notice
        from hoiam.desks import erasing, handover, ticks
        from hoiam.post import payloads
        from hoiam.texts import subjects

        findable.register()
        findable_localities.register()
        board.register()
        passing_on.register(handover)
        payloads.register(NOTICE, render_notice)
        ticks.register("conferences.begin_periods", begin_periods, timedelta(minutes=15))
        subjects.register_bound("conferences.conference", bound_with_text)
        erasing.register(ERASURE, erase_again)
        payloads.register(seat_letters.INVITATION, seat_letters.render_invitation)
        payloads.register(seat_letters.CHANGED, seat_letters.render_change)
        payloads.register(seat_letters.CANCELLED, seat_letters.render_cancelled)
        ticks.register("conferences.invite_new", invite_new, timedelta(minutes=5))
        ticks.register("conferences.forget_addresses", forget_addresses, timedelta(hours=6))
        ticks.register("conferences.delete_old_seats", delete_old_seats, timedelta(minutes=15))
        erasing.register(closing_learning.ERASED, closing_learning.erase_again)
        ticks.register("conferences.close_overdue", closing_learning.close_overdue, timedelta(hours=1))
        ticks.register("conferences.read_follow_ups", read_follow_ups, timedelta(hours=6))
        payloads.register(delegation_letters.LETTER, delegation_letters.render_letter)
        ticks.register("conferences.erase_contacts", erase_contacts, timedelta(hours=6))
        ticks.register("conferences.reset_practice", reset_practice, timedelta(minutes=15))
