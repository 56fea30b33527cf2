from django.urls import path

from hoiam.workroom.search import screens

app_name = "workroom_search"

urlpatterns = [path("<slug:desk>/search/", screens.search, name="search")]
