from django.urls import path

from hoiam.workroom.people import changes, screens

app_name = "workroom_people"
urlpatterns = [
    path("<slug:desk>/people/", screens.people, name="list"),
    path("<slug:desk>/people/invite/", changes.invite, name="invite"),
    path("<slug:desk>/people/<int:person>/", screens.person, name="person"),
    path("<slug:desk>/people/<int:person>/roles/", changes.give, name="give_role"),
    path("<slug:desk>/people/<int:person>/absence/", changes.absence, name="absence"),
    path("<slug:desk>/people/<int:person>/leave/", changes.leave, name="leave"),
    path("<slug:desk>/people/roles/<int:membership>/end/", changes.end, name="end_role"),
    path("<slug:desk>/people/absences/<int:period>/end/", changes.end_absence, name="end_absence"),
]
