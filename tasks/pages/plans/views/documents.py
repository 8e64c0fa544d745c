"""来源文件: shows and saves what is known of another list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.models import PlanDocument
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.saving import save_form
from tasks.pages.plans.document_page import PlanDocumentPage
from tasks.pages.plans.forms.documents import PlanDocumentForm
from tasks.permissions import Permission
from tasks.plans.document_actions import save_document_facts
from tasks.queries import select_visible_plans


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def plan_document_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows a list besides the plan's notice, its files and corrections. A POST saves its facts."""
    known = PlanDocument.objects.filter(plan__in=select_visible_plans(request.user)).select_related("plan")
    document = get_object_or_404(known, pk=pk)
    form = PlanDocumentForm(request.POST if request.method == "POST" else None, instance=document)
    if request.method == "POST":
        saved = save_form(
            form,
            lambda: save_document_facts(
                document=document, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
            ),
        )
        if saved:
            messages.success(request, f"已保存“{saved}”的信息。")
            return redirect(f"{reverse('plan_page')}?year={saved.plan.year}")
    page = PlanDocumentPage(document, form)
    return render(request, "plans/document.html", {"page": page}, status=UNFIT if form.is_bound else 200)
