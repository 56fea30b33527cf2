from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "hoiam.newsroom.delegations"
    label = "newsroom_delegations"

    def ready(self) -> None:
        from hoiam.newsroom import conference_parts
        from hoiam.newsroom.delegations.coming import how_to_come

        conference_parts.register("how_to_come", 10, how_to_come)
