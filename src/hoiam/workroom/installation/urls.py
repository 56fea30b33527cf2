from django.urls import path

from hoiam.workroom.installation import calendars, registers, rules

app_name = "workroom_installation"
urlpatterns = [
    path("installation/rules/", rules.rule_list, name="rules"),
    path("installation/rules/<str:rule>/", rules.rule_page, name="rule"),
    path("installation/rules/<str:rule>/confirm/", rules.confirm, name="confirm_rule"),
    path("installation/rules/<str:rule>/correct/", rules.correct, name="correct_rule"),
    path("installation/grounds/", rules.ground_list, name="grounds"),
    path("installation/calendar/", calendars.calendar_page, name="calendar"),
    path("installation/calendar/<str:calendar>/add/", calendars.add, name="add_day"),
    path("installation/calendar/<str:calendar>/remove/", calendars.remove, name="remove_day"),
    path("installation/places/", registers.place_list, name="places"),
    path("installation/places/new/", registers.new_place, name="new_place"),
    path("installation/places/<slug:code>/", registers.place_page, name="place"),
    path("installation/bodies/", registers.body_list, name="bodies"),
    path("installation/bodies/new/", registers.new_body, name="new_body"),
    path("installation/bodies/<slug:code>/", registers.body_page, name="body"),
]
