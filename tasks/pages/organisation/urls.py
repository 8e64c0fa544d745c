"""Addresses of the pages of organisation."""

from django.urls import path

from tasks.pages.organisation.views import (
    accounts,
    activation,
    calendar,
    groups,
    inventory,
    organisation,
    roster,
    users,
)

urlpatterns = [
    path("sign-in/", accounts.SignInView.as_view(), name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("password/", accounts.change_password, name="change_password"),
    path("calendar/", calendar.calendar_page, name="calendar_page"),
    path("calendar/clear/", calendar.calendar_clear, name="calendar_clear"),
    path("units/", organisation.unit_list, name="unit_list"),
    path("units/add/", organisation.unit_add, name="unit_add"),
    path("units/groups/", groups.group_page, name="group_page"),
    path("units/<int:pk>/", organisation.unit_edit, name="unit_edit"),
    path("units/<int:pk>/aliases/", organisation.alias_add, name="alias_add"),
    path("aliases/<int:pk>/remove/", organisation.alias_remove, name="alias_remove"),
    path("government/", organisation.government_page, name="government_page"),
    path("officials/", organisation.official_list, name="official_list"),
    path("officials/add/", organisation.official_add, name="official_add"),
    path("officials/<int:pk>/", organisation.official_edit, name="official_edit"),
    path("roster/", roster.roster_page, name="roster_page"),
    path("roster/paste/", roster.roster_paste, name="roster_paste"),
    path("roster/preview/", roster.roster_preview, name="roster_preview"),
    path("accounts/", inventory.account_inventory, name="account_inventory"),
    path("accounts/disable/", inventory.accounts_disable, name="accounts_disable"),
    path("accounts/first-passwords/", inventory.first_passwords_renew, name="first_passwords_renew"),
    path("activate/<int:pk>/<str:token>/", activation.account_activate, name="account_activate"),
    path("users/", users.user_list, name="user_list"),
    path("users/add/", users.user_add, name="user_add"),
    path("users/<int:pk>/", users.user_edit, name="user_edit"),
    path("users/<int:pk>/password/", users.password_reset, name="password_reset"),
]
