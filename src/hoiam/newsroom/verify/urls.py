from django.urls import path

from hoiam.newsroom.verify import screens

app_name = "newsroom_verify"

urlpatterns = [path("verify/", screens.verify, name="verify")]
