from django.urls import path

from hoiam.newsroom.answers import screens

app_name = "newsroom_answers"

plain_urlpatterns = [path("a/<str:reference>", screens.short, name="answer_short")]
urlpatterns = [
    path("answers/", screens.log, name="log"),
    path("answers/<str:reference>/", screens.answer, name="answer"),
]
