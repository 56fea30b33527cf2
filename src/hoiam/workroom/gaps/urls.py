from django.urls import path

from hoiam.workroom.gaps import screens

app_name = "workroom_gaps"

urlpatterns = [
    path("<slug:desk>/gaps/", screens.gap_list, name="list"),
    path("<slug:desk>/gaps/new/", screens.open_new, name="new"),
    path("<slug:desk>/gaps/<str:reference>/", screens.gap_page, name="gap"),
    path("<slug:desk>/gaps/<str:reference>/close/", screens.close, name="close"),
]
