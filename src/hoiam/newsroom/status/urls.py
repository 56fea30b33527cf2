from django.urls import path

from hoiam.newsroom.status import screens

app_name = "newsroom_status"

urlpatterns = [
    path("status/<str:token>/", screens.status, name="status"),
    path("status/<str:token>/receipt.json", screens.receipt, name="receipt"),
    path("status/<str:token>/reply/", screens.reply, name="reply"),
    path("status/<str:token>/withdraw/", screens.withdraw, name="withdraw"),
    path("status/<str:token>/review/", screens.review, name="review"),
    path("status/<str:token>/dispute/", screens.dispute, name="dispute"),
    path("status/<str:token>/publish-early/", screens.publish_early, name="publish_early"),
]
