from django.apps import AppConfig


class OwnRulesConfig(AppConfig):
    name = "hoiam.workroom.own_rules"
    label = "workroom_own_rules"
