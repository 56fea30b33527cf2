from django.urls import path

from hoiam.newsroom.punctuality import open_data, screens

app_name = "newsroom_punctuality"

urlpatterns = [
    path("punctuality/", screens.overview, name="overview"),
    path("punctuality/<slug:desk>/", screens.desk_page, name="desk"),
    path("punctuality/<slug:desk>/days/", screens.days, name="days"),
    path("punctuality/<slug:desk>/figures.csv", open_data.figures_csv, name="figures_csv"),
    path("punctuality/<slug:desk>/enquiries.csv", open_data.enquiries_csv, name="enquiries_csv"),
    path("punctuality/<slug:desk>/days.csv", open_data.days_csv, name="days_csv"),
    path("punctuality/<slug:desk>/datapackage.json", open_data.package, name="package"),
    path("punctuality/<slug:desk>/<slug:figure>/", screens.figure, name="figure"),
]
