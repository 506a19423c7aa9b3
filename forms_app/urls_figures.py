"""The addresses of the figures of an authority."""

from django.urls import path

from forms_app.views import figures

app_name = "figures"

urlpatterns = [
    path("", figures.index, name="index"),
    path("<slug:authority_code>/<int:year>/", figures.page, name="page"),
]
