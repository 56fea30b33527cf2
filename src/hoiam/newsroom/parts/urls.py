from django.urls import path

from hoiam.newsroom.parts import screens

app_name = "newsroom_parts"

urlpatterns = [
    path("parts/<str:token>/", screens.part_page, name="part"),
    path("parts/<str:token>/form/", screens.form_file, name="form"),
    path("parts/<str:token>/files/<int:file_id>/", screens.fetch, name="file"),
]
