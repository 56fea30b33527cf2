from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    name = "hoiam.texts"
    label = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        from hoiam.desks import handover
        from hoiam.post import payloads
        from hoiam.texts.handed_over import register_section
        from hoiam.texts.operations.merging import PASSING
        from hoiam.texts.operations.parts import REQUEST
        from hoiam.texts.queries.part_letter import write_letter

        payloads.register(REQUEST, write_letter)
        handover.register_merging("texts", label=_("Texts"), passing=PASSING)
        register_section()
