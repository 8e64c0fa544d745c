"""Addresses of what is shown, printed and exported."""

urlpatterns = []
