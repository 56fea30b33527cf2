from django.apps import AppConfig


class WorkroomSearchConfig(AppConfig):
    name = "hoiam.workroom.search"
    label = "workroom_search"

    def ready(self) -> None:
        from hoiam.workroom.search import localities, records, results

        results.register("fact", records.show_facts)
        results.register("answer", records.show_answers)
        results.register("gap", records.show_gaps)
        results.register("guidance", localities.show_guidance)
        results.register("local_request", localities.show_requests)
