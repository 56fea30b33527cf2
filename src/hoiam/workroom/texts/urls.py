from django.urls import path

from hoiam.workroom.texts import clearing, comparing, facts, files, folder, inserting, screens, word

app_name = "workroom_texts"

urlpatterns = [
    path("<slug:desk>/signing/", folder.folder, name="folder"),
    path("<slug:desk>/texts/<int:text_id>/", screens.editor, name="editor"),
    path("<slug:desk>/texts/<int:text_id>/facts/", facts.found, name="facts"),
    path("<slug:desk>/texts/<int:text_id>/cite/", facts.cite, name="cite"),
    path("<slug:desk>/texts/<int:text_id>/files/", files.add, name="add_file"),
    path("<slug:desk>/texts/<int:text_id>/files/<int:file_id>/", files.fetch, name="file"),
    path("<slug:desk>/texts/<int:text_id>/files/<int:file_id>/remove/", files.remove, name="remove_file"),
    path("<slug:desk>/texts/<int:text_id>/word/", word.download, name="word"),
    path("<slug:desk>/texts/<int:text_id>/word/bring/", word.bring, name="bring_word"),
    path("<slug:desk>/texts/<int:text_id>/word/<int:file_id>/", word.word_file, name="word_file"),
    path("<slug:desk>/texts/<int:text_id>/preview/", inserting.preview, name="preview"),
    path("<slug:desk>/texts/<int:text_id>/history/", comparing.history_page, name="history"),
    path("<slug:desk>/texts/<int:text_id>/beside/<int:draft_id>/", comparing.beside, name="beside"),
    path("<slug:desk>/texts/<int:text_id>/clearance/", clearing.clearance, name="clearance"),
    path("<slug:desk>/texts/<int:text_id>/take-back/", clearing.take_back_page, name="take_back"),
]
