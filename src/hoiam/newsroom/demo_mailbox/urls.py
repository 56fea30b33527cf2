from django.urls import path

from hoiam.newsroom.demo_mailbox import screens

app_name = "newsroom_demo_mailbox"

urlpatterns = [
    path("demo-mailbox/", screens.mailbox, name="mailbox"),
]
