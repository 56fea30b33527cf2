from django.urls import path

from hoiam.newsroom.releases import files, kit, missing, papers, screens

app_name = "newsroom_releases"
ONE = "releases/<str:reference>/<int:number>"

urlpatterns = [
    path("releases/", screens.releases, name="list"),
    path("corrections/", screens.corrections, name="corrections"),
    path("releases/<str:reference>/", screens.release, name="release"),
    path("releases/<str:reference>/missing/", missing.missing, name="missing"),
    path(f"{ONE}/", screens.release, name="edition"),
    path(f"{ONE}.pdf", files.pdf, name="pdf"),
    path(f"{ONE}.json", files.signed, name="signed"),
    path(f"{ONE}.ninjs.json", files.ninjs, name="ninjs"),
    path(f"{ONE}/card.png", papers.card, name="card"),
    path(f"{ONE}/poster.pdf", papers.poster, name="poster"),
    path(f"{ONE}/script.txt", papers.script, name="script"),
    path(f"{ONE}/kit.zip", kit.kit, name="kit"),
    path(f"{ONE}/<str:tag>.pdf", files.pdf, name="pdf_in_language"),
    path(f"{ONE}/<str:tag>.ninjs.json", files.ninjs, name="ninjs_in_language"),
    path(f"{ONE}/<str:tag>.json", files.signed, name="signed_in_language"),
    path(f"{ONE}/<str:tag>/", screens.release, name="in_language"),
]
plain_urlpatterns = [
    path("releases/files/<str:sha256>/<str:name>", files.file, name="release_file"),
    path("r/<str:reference>.svg", screens.code, name="release_code"),
    path("r/<str:reference>", screens.short, name="release_short"),
]
