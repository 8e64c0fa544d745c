"""What stands at the top of every page."""


def navigation(request):
    return {}
