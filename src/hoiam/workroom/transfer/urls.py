from django.urls import path

from hoiam.workroom.transfer import board, screens

app_name = "workroom_transfer"
urlpatterns = [
    path("installation/adoption/", board.adoption_board, name="board"),
    path("installation/adoption/open/", board.open_for_place, name="open"),
    path("installation/adoption/templates/<slug:code>/", board.template_page, name="template"),
    path("<slug:desk>/transfer/", screens.offers, name="offers"),
    path("<slug:desk>/transfer/<int:offer>/", screens.decide, name="decide"),
]
