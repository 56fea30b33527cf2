from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    name = "hoiam.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        from hoiam.desks import board_columns, erasing, handover, ticks
        from hoiam.enquiries import findable, passing_on, receivers  # noqa: F401
        from hoiam.enquiries.operations.bulletins import bound_with_text
        from hoiam.enquiries.operations.case import ENQUIRY, MATTER
        from hoiam.enquiries.operations.counting import count_days
        from hoiam.enquiries.operations.entering import note_log_entries
        from hoiam.enquiries.operations.erasing import ERASURE, erase_again, erase_old_seals
        from hoiam.enquiries.operations.mail_keeping import MAIL_ERASURE, erase_mail_again, erase_old_mail
        from hoiam.enquiries.operations.speaking import spoken_with_text
        from hoiam.enquiries.queries.bulletins import urgencies
        from hoiam.enquiries.queries.letters import render_letter
        from hoiam.enquiries.queries.notice_mails import render_notice
        from hoiam.enquiries.queries.punctuality.by_desk import shares_in_time
        from hoiam.post import payloads
        from hoiam.texts import subjects, urgency

        erasing.register(ERASURE, erase_again)
        erasing.register(MAIL_ERASURE, erase_mail_again)
        board_columns.register(
            board_columns.BoardColumn("in_time", _("Answered in time, this year"), shares_in_time)
        )
        findable.register()
        passing_on.register(handover)
        subjects.register_bound(MATTER, bound_with_text)
        subjects.register_bound(ENQUIRY, spoken_with_text)
        urgency.register(MATTER, urgencies)
        payloads.register("enquiries.letter", render_letter)
        payloads.register("enquiries.notice", render_notice)
        ticks.register("enquiries.count_days", count_days, timedelta(minutes=15))
        ticks.register("enquiries.erase_old_seals", erase_old_seals, timedelta(hours=6))
        ticks.register("enquiries.erase_old_mail", erase_old_mail, timedelta(hours=6))
        ticks.register("enquiries.note_log_entries", note_log_entries, timedelta(seconds=20))
