"""Who sees, performs and owns what at Crema & Co., workflow by workflow."""

from copy import deepcopy

from ombud.workflows.models import Workflow
from ombud.workflows.plan import Plan
from ombud.workflows.publishing import publish
from ombud.workflows.starting import starter_plan

FINANCE = "role:finance"
COMPLAINTS, SERVICE, WAREHOUSE = "team:complaints", "team:technical", "team:warehouse"
LEADS = ["role:owner", "role:lead"]

# Only sales may own leads.
OWNERS = {"lead": ["team:sales"]}
# Workflow and state: who sees tickets in it. What awaits payment, finance alone.
SEEN = {
    ("complaint", "parcel"): [COMPLAINTS, WAREHOUSE],
    ("complaint", "inspection"): [COMPLAINTS, SERVICE],
    ("complaint", "refund"): [FINANCE],
    ("return", "underway"): [COMPLAINTS, SERVICE, WAREHOUSE],
}
# Workflow and action: who may perform it.
MAY = {
    ("complaint", "parcel-arrived"): [COMPLAINTS, WAREHOUSE],
    ("complaint", "report"): [SERVICE],
    ("complaint", "refund"): [COMPLAINTS],
    ("complaint", "reject"): [COMPLAINTS],
    ("complaint", "paid"): [FINANCE],
    ("return", "received"): [SERVICE, WAREHOUSE],
    ("return", "send-supplier"): [SERVICE],
    ("return", "repair-done"): [SERVICE],
    ("application", "accept"): LEADS,
    ("application", "refuse"): LEADS,
}
# The same from one state: who looks at a parcel may also write about it.
MAY_IN = {("complaint", "note", "inspection"): [COMPLAINTS, SERVICE]}


def draw(slug: str) -> Workflow:
    """The starter with the shop's own rights."""
    found = Workflow.objects.filter(slug=slug).first()
    plan = ruled(starter_plan(slug))
    return found if found and plan == starter_plan(slug) else publish(plan)


def ruled(starter: Plan) -> Plan:
    """A plan with the rights of the tables above."""
    plan, slug = deepcopy(starter), starter["slug"]
    if slug in OWNERS:
        plan["owners"] = OWNERS[slug]
    for state in plan["states"]:
        if held := SEEN.get((slug, state["slug"])):
            state["seen_by"] = held
    for action in plan["actions"]:
        if held := MAY.get((slug, action["slug"])):
            action["allowed"] = held
        for (workflow, name, state), holders in MAY_IN.items():
            if (workflow, name) == (slug, action["slug"]):
                action["allowed_in"] = {state: holders}
    return plan
