from django.apps import AppConfig


class NewsroomDemoMailboxConfig(AppConfig):
    name = "hoiam.newsroom.demo_mailbox"
    label = "newsroom_demo_mailbox"
