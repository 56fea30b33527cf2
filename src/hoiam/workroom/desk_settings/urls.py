from django.urls import path

from hoiam.workroom.desk_settings import screens

app_name = "workroom_desk_settings"
urlpatterns = [
    path("<slug:desk>/settings/", screens.settings_page, name="settings"),
    path("<slug:desk>/settings/holders/", screens.name, name="name_holder"),
    path("<slug:desk>/settings/holders/<int:holding>/end/", screens.end, name="end_holding"),
]
