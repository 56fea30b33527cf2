from django.urls import path

from hoiam.newsroom.ask import screens

app_name = "newsroom_ask"

urlpatterns = [
    path("desks/<slug:desk>/ask/", screens.ask, name="ask"),
]
