"""事项: keeps how a person looks at the list: filters and sort, columns, and views under a name."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.pages.frame.context import NAMED, AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.columns import COLUMNS, FIXED, format_columns, order_columns
from tasks.pages.items.filters import EntryFilter
from tasks.pages.items.forms import SavedViewForm
from tasks.pages.items.list_views import clean_query
from tasks.permissions import Permission, Refused
from tasks.viewing.saved_view_actions import drop_view, keep_last_view, save_view
from tasks.viewing.saved_views import select_usable_views

KNOWN = tuple(EntryFilter.base_filters)


@require_POST
@restrict_to(Permission.SEE_TASKS)
def list_apply(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps the filters and the sort that were set, or those of the chosen view, and shows the list so."""
    query, columns = clean_query(request.POST.get("query", request.POST.urlencode()), KNOWN), None
    if asked := request.POST.get("view"):
        view = get_object_or_404(select_usable_views(request.user).exclude(name=""), pk=read_key(asked))
        query, columns = clean_query(view.query, KNOWN), view.columns
    keep_last_view(query=query, columns=columns, by=request.user)
    return redirect_to_list(request, query)


@require_POST
@restrict_to(Permission.SEE_TASKS)
def list_columns(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps the ticked columns in the order of the places beside them; without any the usual ones."""
    query = clean_query(request.POST.get("query", ""), KNOWN)
    places = {key: request.POST.get(f"place-{key}", "") for key in COLUMNS}
    ticked = [key for key in request.POST.getlist("column") if key in COLUMNS and key not in FIXED]
    columns = "" if "usual" in request.POST else format_columns(order_columns(ticked, places))
    keep_last_view(query=query, columns=columns, by=request.user)
    return redirect_to_list(request, query)


@require_POST
@restrict_to(Permission.SEE_TASKS)
def list_view_save(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps the list under a name, with its columns."""
    query = clean_query(request.POST.get("query", ""), KNOWN)
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, "视图未保存：" + "".join(str(why) for each in form.errors.values() for why in each))
        return redirect_to_list(request, query)
    last = select_usable_views(request.user).filter(user=request.user, name="").first()
    try:
        view = save_view(**form.cleaned_data, query=query, columns=last.columns if last else "", by=request.user)
        messages.success(request, f"已存为视图“{view}”，列在事项标题旁。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_list(request, query)


@require_POST
@restrict_to(Permission.SEE_TASKS)
def list_view_drop(request: AuthenticatedRequest) -> HttpResponse:
    """Deletes a named view of the person's own."""
    views = select_usable_views(request.user).exclude(name="").select_related("user")
    view = get_object_or_404(views, pk=read_key(request.POST.get("drop", "")))
    try:
        drop_view(view=view, by=request.user)
        messages.success(request, f"视图“{view}”已删除。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_list(request, clean_query(request.POST.get("query", ""), KNOWN))


def redirect_to_list(request: AuthenticatedRequest, query: str) -> HttpResponse:
    """Goes to the list with the query, in the period that its page spoke of."""
    whole = QueryDict(query, mutable=True)
    if named := request.POST.get(NAMED):
        whole[NAMED] = named
    return redirect(f"{reverse('task_list')}?{whole.urlencode()}" if whole else reverse("task_list"))
