from importlib import import_module

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "督办台账"

    def ready(self):
        # registers the check, and bars marks of secrecy from forms; the app's models are not loaded before this moment
        import_module("tracker.checks")
        import_module("tasks.pages.frame.forms.barred").bar_marks_from_forms()
