"""Addresses of the official letters of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.letters import book, screens, writing

app_name = "workroom_letters"
urlpatterns = [
    path("<slug:desk>/letters/", book.number_book, name="book"),
    path("<slug:desk>/letters/book/begin/", book.begin, name="begin"),
    path("<slug:desk>/letters/book/reserve/", book.reserve, name="reserve"),
    path("<slug:desk>/letters/book/<int:number>/<slug:act>/", book.number_act, name="number_act"),
    path("<slug:desk>/letters/letterhead/", book.letterhead, name="letterhead"),
    path("<slug:desk>/letters/for-part/<int:part>/", writing.for_part, name="for_part"),
    path("<slug:desk>/letters/for/<str:reference>/", writing.write, name="write"),
    path("<slug:desk>/letters/<int:letter>/", screens.letter_page, name="letter"),
    path("<slug:desk>/letters/<int:letter>/pdf/", screens.as_pdf, name="pdf"),
    path("<slug:desk>/letters/<int:letter>/word/", screens.as_word, name="word"),
    path("<slug:desk>/letters/<int:letter>/for-asker/", screens.for_asker, name="for_asker"),
    path("<slug:desk>/letters/<int:letter>/issue/", screens.issue, name="issue"),
    path("<slug:desk>/letters/<int:letter>/void/", screens.void, name="void"),
    path("<slug:desk>/letters/<int:letter>/drop/", screens.drop, name="drop"),
]
