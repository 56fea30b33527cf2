from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "hoiam.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        from hoiam.enquiries import receivers  # noqa: F401
        from hoiam.enquiries.queries.letters import render_letter
        from hoiam.post import payloads

        payloads.register("enquiries.letter", render_letter)
