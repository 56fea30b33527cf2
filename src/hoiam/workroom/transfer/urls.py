from django.urls import path

from hoiam.workroom.transfer import board, files, giving, screens

app_name = "workroom_transfer"
urlpatterns = [
    path("installation/adoption/", board.adoption_board, name="board"),
    path("installation/adoption/open/", board.open_for_place, name="open"),
    path("installation/adoption/templates/<slug:code>/", board.template_page, name="template"),
    path("installation/adoption/templates/<slug:code>/file/", files.template_as_file, name="template_file"),
    path("installation/adoption/templates/<slug:code>/new/", giving.new_version, name="new_version"),
    path("installation/adoption/files/", files.take, name="files"),
    path("<slug:desk>/transfer/statement/", files.statement, name="statement"),
    path("<slug:desk>/transfer/", screens.offers, name="offers"),
    path("<slug:desk>/transfer/<int:offer>/", screens.decide, name="decide"),
]
