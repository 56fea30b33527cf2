from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostConfig(AppConfig):
    name = "hoiam.post"
    label = "post"

    def ready(self) -> None:
        from hoiam.desks import handover, ticks
        from hoiam.desks.passing import Passing
        from hoiam.post import fetching
        from hoiam.post.models import Parcel

        handover.register_merging(
            "post",
            label=pgettext_lazy("of a desk that merges", "Post"),
            passing=[Passing(Parcel, _("Letters and messages"))],
        )
        ticks.register("post.fetch", fetching.fetch, fetching.EVERY)
