from django.urls import path

from hoiam.newsroom.sheets import screens

app_name = "newsroom_sheets"

urlpatterns = [
    path("sheets/<str:token>/", screens.sheets, name="sheets"),
    path("sheets/<str:token>/<slug:phase>/", screens.sheet, name="sheet"),
]
