from django.urls import path

from hoiam.newsroom.lessons import screens

app_name = "newsroom_lessons"

urlpatterns = [
    path("lessons/", screens.lessons, name="list"),
    path("lessons/<slug:code>.pdf", screens.paper, name="pdf"),
    path("lessons/<slug:code>/", screens.lesson, name="lesson"),
]
