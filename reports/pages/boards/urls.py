"""Addresses of the pages of boards."""

from django.urls import path

from reports.pages.boards.views import board, desk, wall, year

urlpatterns = [
    path("board/", board.board, name="board"),
    path("desk/", desk.desk, name="desk"),
    path("board/wall/", wall.wall, name="wall"),
    path("year/", year.year_page, name="year_page"),
]
