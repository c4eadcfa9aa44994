"""Addresses of forms."""

from django.urls import path

from ombud.forms.views import builder, keys, pages, submissions

ONE = "settings/forms/<slug:slug>/"

urlpatterns = [
    # /f/<slug>/
    path("f/<slug:slug>/", pages.form_page, name="form-page"),
    path("f/<slug:slug>/order/", pages.form_order, name="form-order"),
    path("f/<slug:slug>/sent/<str:receipt>/", pages.form_sent, name="form-sent"),
    path("embed/<slug:slug>.js", pages.form_embed, name="form-embed"),
    # /settings/forms/
    path("settings/forms/", builder.all_forms, name="forms"),
    path("settings/forms/new/", builder.new_form, name="form-new"),
    path("settings/forms/keys/", keys.keys, name="shop-keys"),
    path(
        "settings/forms/keys/<int:pk>/revocations/",
        keys.revocations,
        name="shop-key-revocations",
    ),
    path(ONE, builder.one_form, name="form-settings"),
    path(f"{ONE}preview/", builder.preview, name="form-preview"),
    path(f"{ONE}removals/", builder.removals, name="form-removals"),
    # /settings/submissions/
    path("settings/submissions/", submissions.submissions, name="submissions"),
    path("settings/submissions/<int:pk>/", submissions.submission, name="submission"),
]
