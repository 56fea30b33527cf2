"""Addresses of programmes, and of seats, invitations, roster and check-in of one training, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.trainings import (
    allocation,
    badges,
    checkin,
    invitations,
    programmes,
    roster,
    roster_files,
    sites,
)

ONE = "<slug:desk>/conferences/<str:reference>"
app_name = "workroom_trainings"
urlpatterns = [
    path("<slug:desk>/programmes/", programmes.programmes, name="programmes"),
    path("<slug:desk>/programmes/new/", programmes.new_programme, name="new_programme"),
    path("<slug:desk>/programmes/<slug:code>/", programmes.programme, name="programme"),
    path("<slug:desk>/programmes/<slug:code>/sizes/<int:group>/", programmes.sizes, name="sizes"),
    path(f"{ONE}/allocation/", allocation.allocation, name="allocation"),
    path(f"{ONE}/invitations/", invitations.invitations, name="invitations"),
    path(f"{ONE}/invitations/<int:number>/", invitations.invitation, name="invitation"),
    path(f"{ONE}/roster/", roster.roster, name="roster"),
    path(f"{ONE}/roster/add/", roster.add, name="roster_add"),
    path(f"{ONE}/roster/import/", roster_files.import_page, name="roster_import"),
    path(f"{ONE}/roster/template.xlsx", roster_files.template, name="roster_template"),
    path(f"{ONE}/roster/roster.xlsx", roster_files.export, name="roster_export"),
    path(f"{ONE}/roster/badges.pdf", badges.badges, name="badges"),
    path(f"{ONE}/roster/paper/", checkin.paper, name="paper"),
    path(f"{ONE}/roster/<int:number>/", roster.delegate, name="delegate"),
    path(f"{ONE}/checkin/", checkin.check_in_page, name="check_in"),
    path(f"{ONE}/checkin/scans/", checkin.scans, name="scans"),
    path(f"{ONE}/sites/", sites.sites, name="sites"),
    path(f"{ONE}/sites/<int:number>/", sites.site, name="site"),
]
