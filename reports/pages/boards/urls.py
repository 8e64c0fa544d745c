"""Addresses of the pages of boards."""

from django.urls import path

from reports.pages.boards.views import board, year

urlpatterns = [
    path("board/", board.board, name="board"),
    path("year/", year.year_page, name="year_page"),
]
