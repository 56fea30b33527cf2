from django.urls import path

from hoiam.workroom.mergers import screens

app_name = "workroom_mergers"
urlpatterns = [
    path("installation/mergers/", screens.listed, name="list"),
    path("installation/mergers/new/", screens.new, name="new"),
    path("installation/mergers/<int:merger>/", screens.merger_page, name="merger"),
]
