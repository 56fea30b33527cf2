from django.urls import path

from hoiam.workroom.own_rules import screens

app_name = "workroom_own_rules"
urlpatterns = [
    path("<slug:desk>/own_rules/", screens.rules, name="rules"),
    path("<slug:desk>/own_rules/<int:rule>/", screens.end, name="end"),
]
