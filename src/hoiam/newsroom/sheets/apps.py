from django.apps import AppConfig


class NewsroomSheetsConfig(AppConfig):
    name = "hoiam.newsroom.sheets"
    label = "newsroom_sheets"
