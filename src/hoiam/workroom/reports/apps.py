from django.apps import AppConfig


class WorkroomReportsConfig(AppConfig):
    name = "hoiam.workroom.reports"
    label = "workroom_reports"
