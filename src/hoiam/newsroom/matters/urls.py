from django.urls import path

from hoiam.newsroom.matters import screens

app_name = "newsroom_matters"

urlpatterns = [
    path("matters/", screens.matters, name="list"),
    path("matters/<int:matter>/", screens.matter, name="matter"),
    path("matters/<int:matter>/<int:bulletin>/", screens.bulletin, name="bulletin"),
]
