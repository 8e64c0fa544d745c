"""Addresses of the pages of signing on."""

from django.urls import path

from tasks.pages.signing_on.views import demonstration, keeping, own_account, platform, second_factor

urlpatterns = [
    path("sign-in/second-factor/", second_factor.second_factor_ask, name="second_factor_ask"),
    path("sign-in/platform/", platform.platform_begin, name="platform_begin"),
    path("sign-in/platform/return/", platform.platform_return, name="platform_return"),
    path("sign-in/demonstration/<int:pk>/", demonstration.demonstration_enter, name="demonstration_enter"),
    path("account/", own_account.own_account, name="own_account"),
    path("account/sessions/<int:pk>/end/", own_account.session_end, name="session_end"),
    path("account/sessions/end/", own_account.other_sessions_end, name="other_sessions_end"),
    path("account/second-factor/", second_factor.second_factor_enrol, name="second_factor_enrol"),
    path("account/second-factor/codes/", second_factor.recovery_codes_replace, name="recovery_codes_replace"),
    path("account/second-factor/remove/", second_factor.second_factor_give_up, name="second_factor_give_up"),
    path("users/<int:pk>/unlock/", keeping.account_unlock, name="account_unlock"),
    path("users/<int:pk>/second-factor/remove/", keeping.second_factor_remove, name="second_factor_remove"),
]
