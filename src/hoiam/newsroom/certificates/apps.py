from django.apps import AppConfig


class NewsroomCertificatesConfig(AppConfig):
    name = "hoiam.newsroom.certificates"
    label = "newsroom_certificates"
