from django.apps import AppConfig


class NewsroomLessonsConfig(AppConfig):
    name = "hoiam.newsroom.lessons"
    label = "newsroom_lessons"
