"""Addresses of the workflows' settings."""

from django.urls import path

from ombud.workflows.views import (
    actions,
    drawing,
    fields,
    notices,
    publication,
    rehearsal,
    rights,
    states,
    uses,
    workflows,
)

ALL = "settings/workflows/"
ONE = f"{ALL}<slug:slug>/"
STATE = f"{ONE}states/<slug:state>/"
ACTION = f"{ONE}actions/<slug:action>/"

urlpatterns = [
    # /settings/workflows/
    path(ALL, workflows.workflows, name="workflows"),
    path(f"{ALL}new/", workflows.new_workflow, name="workflow-new"),
    path(f"{ALL}import/", workflows.imports, name="workflow-import"),
    # /settings/workflows/complaint/
    path(ONE, drawing.workflow, name="workflow"),
    path(f"{ONE}erasures/", drawing.erasures, name="workflow-erasures"),
    path(f"{ONE}activity/", workflows.activity, name="workflow-activity"),
    path(f"{ONE}copies/", workflows.copies, name="workflow-copies"),
    path(f"{ONE}removals/", workflows.removals, name="workflow-removals"),
    path(f"{ONE}export/", workflows.export, name="workflow-export"),
    path(f"{ONE}steps/", drawing.steps, name="workflow-steps"),
    path(f"{ONE}order/", drawing.order, name="workflow-order"),
    path(f"{ONE}undos/", publication.undos, name="workflow-undos"),
    path(f"{ONE}publication/", publication.publication, name="workflow-publication"),
    path(f"{ONE}rehearsal/", rehearsal.rehearsal, name="workflow-rehearsal"),
    path(f"{ONE}discards/", publication.discards, name="workflow-discards"),
    path(f"{ONE}versions/", publication.versions, name="workflow-versions"),
    path(f"{ONE}versions/<int:number>/", publication.version, name="workflow-version"),
    # /settings/workflows/complaint/form/
    path(f"{ONE}form/", drawing.opening_form, name="workflow-form"),
    path(f"{ONE}form/uses/", uses.uses, name="workflow-form-uses"),
    path(f"{ONE}form/fields/", uses.new_field, name="workflow-form-fields"),
    path(f"{ONE}form/uses/<slug:field>/", uses.one_use, name="workflow-form-use"),
    # /settings/workflows/complaint/states/
    path(f"{ONE}states/", states.new_state, name="workflow-states"),
    path(STATE, states.state, name="workflow-state"),
    path(f"{STATE}copies/", states.copies, name="workflow-state-copies"),
    # /settings/workflows/complaint/actions/
    path(f"{ONE}actions/", actions.new_action, name="workflow-actions"),
    path(ACTION, actions.action, name="workflow-action"),
    path(f"{ACTION}copies/", actions.copies, name="workflow-action-copies"),
    path(f"{ACTION}assignment/", actions.assignment, name="workflow-action-assignment"),
    path(f"{ACTION}notices/", actions.notices, name="workflow-action-notices"),
    path(f"{ACTION}rights/", actions.rights, name="workflow-action-rights"),
    path(f"{ACTION}uses/", uses.uses, name="workflow-action-uses"),
    path(f"{ACTION}fields/", uses.new_field, name="workflow-action-fields"),
    path(f"{ACTION}uses/<slug:field>/", uses.one_use, name="workflow-action-use"),
    # /settings/workflows/complaint/notices/
    path(f"{ONE}notices/", notices.new_notice, name="workflow-notices"),
    path(f"{ONE}notices/<int:number>/", notices.notice, name="workflow-notice"),
    # /settings/rights/
    path("settings/rights/", rights.all_rights, name="all-rights"),
    path("settings/rights/<slug:slug>/", rights.rights, name="rights"),
    # /settings/fields/
    path("settings/fields/", fields.fields, name="fields"),
    path("settings/fields/new/", fields.new_field, name="field-new"),
    path("settings/fields/<int:pk>/", fields.field, name="field"),
    path("settings/fields/<int:pk>/removals/", fields.removals, name="field-removals"),
]
