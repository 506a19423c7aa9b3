"""The screens of the tables beside the texts read their address strictly: a list filters by what it offers alone."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest
from django.http import Http404
from wagtail_modeladmin.views import DeleteView, EditView, HistoryView, IndexView, InspectView

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
        if not instance_pk.isdecimal():
            raise Http404
        super().__init__(model_admin, instance_pk)


class DeskEdit(_OfOneRow, EditView):
    pass


class DeskInspect(_OfOneRow, InspectView):
    pass


class DeskDelete(_OfOneRow, DeleteView):
    pass


class DeskHistory(_OfOneRow, HistoryView):
    pass
