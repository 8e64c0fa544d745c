"""The renderer of all forms."""

from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

#: what the library shows in a select where nothing is chosen, and what stands there instead
DASHES, ASKING = BLANK_CHOICE_DASH[0][1], "请选择"


class Renderer(TemplatesSetting):
    """Renders forms from templates/frame/forms: label, control, help and the error beside it. A select asks in words."""

    form_template_name = "frame/forms/form.html"
    field_template_name = "frame/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        for _, options, _ in context.get("widget", {}).get("optgroups", ()):
            for option in options:
                if option["label"] == DASHES:
                    option["label"] = ASKING
        return super().render(template_name, context, request)
