from django.urls import path

from hoiam.workroom.reports import screens

app_name = "workroom_reports"

urlpatterns = [
    path("<slug:desk>/reports/", screens.report, name="report"),
    path("<slug:desk>/reports/report.docx", screens.as_docx, name="docx"),
    path("<slug:desk>/reports/report.xlsx", screens.as_xlsx, name="xlsx"),
    path("<slug:desk>/reports/limits/", screens.limits, name="limits"),
    path("<slug:desk>/reports/signed/", screens.signed, name="signed"),
    path("<slug:desk>/reports/hand-over/", screens.hand_over_list, name="hand_over"),
]
