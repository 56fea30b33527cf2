from hoiam.outlets.models.dispatches import Access, Consignment, Dispatch, GuessCount, Loan
from hoiam.outlets.models.outlets import Channel, ChannelTheme, Outlet, OutletLetter, ReachTask
from hoiam.outlets.models.registering import Appeal, Application, Criterion, Refusal

__all__ = [
    "Access",
    "Appeal",
    "Application",
    "Channel",
    "ChannelTheme",
    "Consignment",
    "Criterion",
    "Dispatch",
    "GuessCount",
    "Loan",
    "Outlet",
    "OutletLetter",
    "ReachTask",
    "Refusal",
]
