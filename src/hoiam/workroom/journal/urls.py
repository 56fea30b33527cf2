from django.urls import path

from hoiam.workroom.journal import screens

app_name = "workroom_journal"
urlpatterns = [path("<slug:desk>/journal/", screens.journal, name="journal")]
