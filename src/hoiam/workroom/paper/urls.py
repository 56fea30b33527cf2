from django.urls import path

from hoiam.workroom.paper import files, screens

app_name = "workroom_paper"

urlpatterns = [
    path("<slug:desk>/paper/", screens.waiting, name="waiting"),
    path("<slug:desk>/paper/<slug:text_hash>/", screens.by_code, name="by_code"),
    path("<slug:desk>/texts/<int:text_id>/paper/", screens.paper, name="paper"),
    path("<slug:desk>/texts/<int:text_id>/paper/sheet/", files.sheet_page, name="sheet"),
    path("<slug:desk>/texts/<int:text_id>/paper/sheet.pdf", files.sheet_file, name="sheet_pdf"),
    path("<slug:desk>/texts/<int:text_id>/paper/<int:paper_id>/confirm/", screens.confirm, name="confirm"),
    path("<slug:desk>/texts/<int:text_id>/paper/<int:paper_id>/reject/", screens.reject, name="reject"),
    path("<slug:desk>/texts/<int:text_id>/paper/<int:paper_id>/file/", files.fetch, name="file"),
    path("<slug:desk>/texts/<int:text_id>/paper/<int:paper_id>/bundle.zip", files.bundle, name="bundle"),
]
