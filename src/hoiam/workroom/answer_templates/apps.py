from django.apps import AppConfig


class AnswerTemplatesConfig(AppConfig):
    name = "hoiam.workroom.answer_templates"
    label = "workroom_answer_templates"
