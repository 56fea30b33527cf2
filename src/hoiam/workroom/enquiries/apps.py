from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "hoiam.workroom.enquiries"
    label = "workroom_enquiries"
