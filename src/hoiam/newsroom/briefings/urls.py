from django.urls import path

from hoiam.newsroom.briefings import asking, screens, seat

app_name = "newsroom_briefings"

urlpatterns = [
    path("briefings/seat/<str:token>/", seat.seat, name="seat"),
    path("briefings/<slug:desk>/", screens.series, name="series"),
    path("conferences/<str:reference>/ask/", asking.ask, name="ask"),
    path("conferences/<str:reference>/record/", screens.record, name="record"),
]
