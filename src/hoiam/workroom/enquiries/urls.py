"""Addresses of the enquiries of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.enquiries import again, calls, giving, handing, registering, screens, seal, views

app_name = "workroom_enquiries"
urlpatterns = [
    path("<slug:desk>/enquiries/", screens.inbox, name="inbox"),
    path("<slug:desk>/enquiries/new/", screens.new, name="new"),
    path("<slug:desk>/enquiries/give/", giving.give, name="give"),
    path("<slug:desk>/enquiries/register/", registering.register_several, name="register_several"),
    path("<slug:desk>/enquiries/by-hand/", handing.letters, name="handing"),
    path("<slug:desk>/enquiries/views/", views.keep, name="keep_view"),
    path("<slug:desk>/enquiries/views/<int:number>/remove/", views.remove, name="remove_view"),
    path("<slug:desk>/enquiries/call/", calls.call, name="call"),
    path("<slug:desk>/enquiries/chat/", calls.chat, name="chat"),
    path("<slug:desk>/enquiries/offered/<int:number>/", screens.offered, name="offered"),
    path("<slug:desk>/enquiries/<str:reference>/", screens.case, name="case"),
    path("<slug:desk>/enquiries/<str:reference>/seal/", seal.seal, name="seal"),
    path("<slug:desk>/enquiries/<str:reference>/message/", calls.message, name="message"),
    path("<slug:desk>/enquiries/<str:reference>/again/<str:earlier>/", again.answer_from, name="again"),
    path("<slug:desk>/enquiries/<str:reference>/<slug:act>/", screens.act, name="act"),
    path("<slug:desk>/enquiries/<str:reference>/<slug:act>/<int:number>/", screens.act, name="act_on"),
]
