from django.urls import path

from hoiam.newsroom.outlets import links, own, receipts, screens

app_name = "newsroom_outlets"

urlpatterns = [
    path("outlets/", screens.outlets, name="outlets"),
    path("outlets/register/", screens.register, name="register"),
    path("outlets/refusals/", screens.refusals, name="refusals"),
    path("outlets/sealed/", receipts.sealed, name="sealed"),
    path("outlets/link/", links.ask_link, name="link"),
    path("outlets/confirm/<str:token>/", links.confirm, name="confirm"),
    path("outlets/address/<str:token>/", links.address, name="address"),
    path("outlets/appeal/<str:token>/", links.appeal_page, name="appeal"),
    path("outlets/u/<str:token>/", links.unsubscribe_page, name="unsubscribe"),
    path("outlets/own/<str:token>/", own.page, name="own"),
    path("outlets/own/<str:token>/lent/<int:loan>/", own.lent_page, name="lent"),
    path("outlets/own/<str:token>/lent/<int:loan>/<str:sha256>/<str:name>", own.lent_file, name="lent_file"),
    path("releases/<str:reference>/<int:number>/receipt/", receipts.receipt, name="receipt"),
    path("releases/<str:reference>/<int:number>/receipt/<int:dispatch>.txt", receipts.listed, name="list"),
]
