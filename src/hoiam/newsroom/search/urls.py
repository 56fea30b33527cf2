from django.urls import path

from hoiam.newsroom.search import screens

app_name = "newsroom_search"

urlpatterns = [path("search/", screens.search, name="search")]
