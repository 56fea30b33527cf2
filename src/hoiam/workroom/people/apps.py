from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hoiam.workroom.people"
    label = "workroom_people"
