from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoiam.evidence"
    label = "evidence"
