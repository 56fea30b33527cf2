from django.urls import path

from hoiam.workroom.facts import acts, importing, screens, writing

app_name = "workroom_facts"

urlpatterns = [
    path("<slug:desk>/facts/", screens.fact_list, name="list"),
    path("<slug:desk>/facts/quick/", writing.quick, name="quick"),
    path("<slug:desk>/facts/new/", writing.draft, name="new"),
    path("<slug:desk>/facts/complete/", screens.to_complete, name="complete"),
    path("<slug:desk>/facts/import/", importing.import_page, name="import"),
    path("<slug:desk>/facts/<str:reference>/", screens.fact_page, name="fact"),
    path("<slug:desk>/facts/<str:reference>/revise/", writing.revise, name="revise"),
    path("<slug:desk>/facts/<str:reference>/publish/", acts.publish, name="publish"),
    path("<slug:desk>/facts/<str:reference>/withdraw/", acts.withdraw, name="withdraw"),
    path("<slug:desk>/facts/<str:reference>/supersede/", acts.supersede, name="supersede"),
    path("<slug:desk>/facts/<str:reference>/contradict/", acts.contradict, name="contradict"),
]
