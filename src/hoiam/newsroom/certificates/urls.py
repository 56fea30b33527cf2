from django.urls import path

from hoiam.newsroom.certificates import screens

app_name = "newsroom_certificates"

urlpatterns = [
    path("certificates/", screens.ask, name="ask"),
    path("certificates/<str:code>.json", screens.document, name="document"),
    path("certificates/<str:code>/", screens.certificate, name="certificate"),
]
plain_urlpatterns = [path("c/<str:code>", screens.short, name="certificate_short")]
