from django.apps import AppConfig


class NewsroomVerifyConfig(AppConfig):
    name = "hoiam.newsroom.verify"
    label = "newsroom_verify"
