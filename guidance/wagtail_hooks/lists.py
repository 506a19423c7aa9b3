"""The screens of the tables beside the texts read their address strictly, and keep both sides of what they change."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import (
    CreateView,
    DeleteView,
    EditView,
    HistoryView,
    IndexView,
    InspectView,
    ModelFormView,
)

from guidance.keys import row_key
from guidance.services import undoing

#: The tables whose acts are followed and undone, by the name of their model.
FOLLOWED: dict[str, type[ModelAdmin]] = {}

#: Longer than anything typed to find a row; each word typed is a condition of the query.
LONGEST_SEARCH = 200


class DeskList(IndexView):
    """A list whose address is read strictly: a filter that cannot be read is a bad request, never our error."""

    def dispatch(self, request, *args, **kwargs):
        """Raises BadRequest for a value that no database holds, or a search longer than `LONGEST_SEARCH`."""
        values = [value for values in request.GET.lists() for value in values[1]]
        if any("\x00" in value for value in values) or len(request.GET.get(self.SEARCH_VAR, "")) > LONGEST_SEARCH:
            raise BadRequest("unreadable search")
        return super().dispatch(request, *args, **kwargs)

    @property
    def follow_url(self) -> str:
        """The acts on this table, when they are followed."""
        return reverse("desk_follow", args=[self.model_name]) if self.model_name in FOLLOWED else ""

    def get_filters(self, request):
        """Refuse any lookup that is no filter of the screen: it would walk to other tables, accounts included."""
        try:
            specs, has_filters, others, distinct = super().get_filters(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("unreadable filter") from error
        if others:
            raise BadRequest("unknown filter")
        return specs, has_filters, others, distinct

    def get_queryset(self, request=None):
        try:
            return super().get_queryset(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("unreadable filter") from error


class _OfOneRow:
    """A screen of one row, which its number names: 404 for anything else."""

    def __init__(self, model_admin, instance_pk):
        if not row_key(instance_pk):
            raise Http404
        super().__init__(model_admin, instance_pk)


class DeskCreate(CreateView):
    """Adds a row; the log keeps what it said."""

    def form_valid(self, form):
        with transaction.atomic():
            response = ModelFormView.form_valid(self, form)
            after = undoing.as_it_is(self.instance)
            undoing.keep(self.instance, self.request.user, undoing.CREATED, {}, after)
        return response


class DeskEdit(_OfOneRow, EditView):
    """Changes a row; the log keeps what it said before and after."""

    def form_valid(self, form):
        with transaction.atomic():
            before = undoing.as_it_is(self.instance)
            response = ModelFormView.form_valid(self, form)
            after = undoing.as_it_is(self.instance)
            undoing.keep(self.instance, self.request.user, undoing.CHANGED, before, after)
        return response


class DeskInspect(_OfOneRow, InspectView):
    pass


class DeskDelete(_OfOneRow, DeleteView):
    """Removes a row; the log keeps what it said."""

    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            key, before = self.instance.pk, undoing.as_it_is(self.instance)
            response = super().post(request, *args, **kwargs)
            undoing.keep_removal(self.model, key, before)
        return response


class DeskHistory(_OfOneRow, HistoryView):
    """What was done to a row: on the page that also undoes it, when its table is followed."""

    def dispatch(self, request, *args, **kwargs):
        name = self.model._meta.model_name
        if name in FOLLOWED:
            return redirect(f"{reverse('desk_follow', args=[name])}?ligne={self.instance.pk}")
        return super().dispatch(request, *args, **kwargs)


def followed(admin: type[ModelAdmin]) -> type[ModelAdmin]:
    """Let the acts on a table be read on one page, and undone there."""
    FOLLOWED[admin.model._meta.model_name] = admin
    return admin
