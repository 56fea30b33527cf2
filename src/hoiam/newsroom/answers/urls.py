from django.urls import path

from hoiam.newsroom.answers import screens

app_name = "newsroom_answers"

urlpatterns = [
    path("answers/", screens.log, name="log"),
    path("answers/<str:reference>/", screens.answer, name="answer"),
]
