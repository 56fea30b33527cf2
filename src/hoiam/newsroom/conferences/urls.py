from django.urls import path

from hoiam.newsroom.conferences import screens

app_name = "newsroom_conferences"
ONE = "conferences/<str:reference>"

urlpatterns = [
    path("conferences/", screens.conferences, name="list"),
    path("conferences/calendar.ics", screens.calendar, name="calendar"),
    path("conferences/desks/<slug:desk>/calendar.ics", screens.calendar, name="desk_calendar"),
    path(f"{ONE}.ics", screens.event, name="event"),
    path(f"{ONE}/", screens.conference, name="conference"),
    path(f"{ONE}/materials/<int:document>/<int:version>/<str:file_name>", screens.material, name="material"),
    path("talks/<int:number>/", screens.talk, name="talk"),
]
