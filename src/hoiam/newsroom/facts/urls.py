from django.urls import path

from hoiam.newsroom.facts import screens

app_name = "newsroom_facts"

urlpatterns = [
    path("facts/", screens.fact_list, name="list"),
    path("facts/<str:reference>/", screens.fact_page, name="fact"),
]
