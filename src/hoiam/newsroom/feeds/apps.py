from django.apps import AppConfig


class NewsroomFeedsConfig(AppConfig):
    name = "hoiam.newsroom.feeds"
    label = "newsroom_feeds"
