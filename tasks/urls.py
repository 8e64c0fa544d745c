"""Addresses of the work itself."""

urlpatterns = []
