from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "hoiam.enquiries"
    label = "enquiries"
