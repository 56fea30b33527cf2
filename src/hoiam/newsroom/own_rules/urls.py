from django.urls import path

from hoiam.newsroom.own_rules import screens

app_name = "newsroom_own_rules"
urlpatterns = [path("desks/<slug:desk>/rules/", screens.rules, name="rules")]
