from django.urls import path

from hoiam.newsroom.delegations import screens

app_name = "newsroom_delegations"

urlpatterns = [
    path("delegation/<str:token>/", screens.own, name="own"),
    path("delegation/<str:token>/template.xlsx", screens.template, name="template"),
]
