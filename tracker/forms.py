"""The renderer of all forms."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms from templates/frame/forms: label, control, help and the error beside it."""

    form_template_name = "frame/forms/form.html"
    field_template_name = "frame/forms/field.html"
