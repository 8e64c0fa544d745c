"""How every form of the product is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms draw from templates/frame/forms: a label, the control, what to do, and the error beside it."""

    form_template_name = "frame/forms/form.html"
    field_template_name = "frame/forms/field.html"
