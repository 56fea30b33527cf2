from django.urls import path

from hoiam.workroom.parts import asking, screens

app_name = "workroom_parts"

urlpatterns = [
    path("<slug:desk>/parts/", screens.part_list, name="list"),
    path("<slug:desk>/parts/<int:part_id>/", screens.part_page, name="part"),
    path("<slug:desk>/parts/<int:part_id>/form/", screens.form_file, name="form"),
    path("<slug:desk>/parts/<int:part_id>/files/<int:file_id>/", screens.fetch, name="file"),
    path("<slug:desk>/texts/<int:text_id>/ask-part/", asking.ask, name="ask"),
]
