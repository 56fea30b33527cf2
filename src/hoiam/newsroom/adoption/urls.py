from django.urls import path

from hoiam.newsroom.adoption import screens

app_name = "newsroom_adoption"
urlpatterns = [path("adoption/", screens.adoption, name="adoption")]
