from django.urls import path

from hoiam.newsroom.desks import screens

app_name = "newsroom_desks"

urlpatterns = [
    path("desks/", screens.desk_list, name="desks"),
    path("desks/<slug:desk>/", screens.desk_page, name="desk"),
]
