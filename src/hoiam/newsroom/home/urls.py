from django.urls import path

from hoiam.newsroom.home import screens

app_name = "newsroom_home"

urlpatterns = [path("", screens.home, name="home")]
