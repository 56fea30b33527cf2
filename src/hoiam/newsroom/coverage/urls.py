from django.urls import path

from hoiam.newsroom.coverage import screens

app_name = "newsroom_coverage"

urlpatterns = [
    path("coverage/", screens.overview, name="overview"),
    path("coverage/coverage.csv", screens.as_csv, name="csv"),
    path("coverage/reported/", screens.reported, name="reported"),
]
