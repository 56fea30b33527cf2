from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "hoiam.post"
    label = "post"

    def ready(self) -> None:
        from hoiam.desks import handover, ticks
        from hoiam.post import fetching, operations

        handover.register_merging("post", models=("post.Parcel",), move=operations.move_desk)
        ticks.register("post.fetch", fetching.fetch, fetching.EVERY)
