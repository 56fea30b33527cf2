from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "hoiam.workroom.enquiries"
    label = "workroom_enquiries"

    def ready(self) -> None:
        from hoiam.texts import subjects
        from hoiam.workroom.enquiries.subject import KIND, card_of_enquiry, words_of_enquiry

        subjects.register(KIND, card=card_of_enquiry, words_of_case=words_of_enquiry)
