from django.urls import path

from hoiam.workroom.duty import screens

app_name = "workroom_duty"
urlpatterns = [
    path("<slug:desk>/duty/", screens.roster, name="roster"),
    path("<slug:desk>/duty/<int:shift>/hand-over/", screens.hand_over, name="hand_over"),
    path("<slug:desk>/duty/<int:shift>/end/", screens.end, name="end"),
]
