"""Addresses of tickets, their entries and their files."""

from django.urls import URLPattern, path

from ombud.tickets.views import (
    actions,
    attachments,
    batches,
    binned,
    children,
    deliveries,
    drafts,
    following,
    history,
    letters,
    news,
    owning,
    previews,
    reading,
    sight,
    sleeping,
    sorting,
    splits,
    tag_settings,
    tags,
    templates,
    timeline,
    undo,
    waiting,
)

urlpatterns: list[URLPattern] = [
    # /tickets/<number>/
    path("tickets/<int:number>/header/", timeline.header, name="ticket-header"),
    path("tickets/<int:number>/timeline/", timeline.timeline, name="ticket-timeline"),
    path("tickets/<int:number>/earlier/", timeline.earlier, name="ticket-earlier"),
    path("tickets/<int:number>/unread/", reading.unread, name="ticket-unread"),
    path("tickets/<int:number>/priority/", reading.priority, name="ticket-priority"),
    path("tickets/<int:number>/category/", sorting.category, name="ticket-category"),
    path("tickets/<int:number>/children/", children.children, name="ticket-children"),
    path("tickets/<int:number>/splits/", splits.splits, name="ticket-splits"),
    path("tickets/<int:number>/tags/", tags.tags, name="ticket-tags"),
    path("tickets/<int:number>/sleep/", sleeping.sleep, name="ticket-sleep"),
    path("tickets/<int:number>/waking/", sleeping.wake, name="ticket-wake"),
    path("moments/", sleeping.moment, name="moment"),
    path(
        "tickets/<int:number>/owner-chain/",
        owning.owner_chain,
        name="ticket-owner-chain",
    ),
    path("tickets/<int:number>/give-back/", owning.give_back, name="ticket-give-back"),
    path("tickets/next/", owning.take_next, name="ticket-next"),
    path(
        "tickets/<int:number>/following/", following.following, name="ticket-following"
    ),
    path(
        "tickets/<int:number>/mentionable/",
        following.mentionable,
        name="ticket-mentionable",
    ),
    # /batches/
    path("batches/", batches.batches, name="batches"),
    path("batches/questions/", batches.question, name="batch-questions"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/progress/", batches.progress, name="batch-progress"),
    path("batches/<int:pk>/undo/", batches.undo, name="batch-undo"),
    path("batches/<int:pk>/dismissal/", batches.dismissal, name="batch-dismissal"),
    # /bin/
    path("bin/", binned.deleted, name="bin"),
    path("bin/<int:number>/", binned.deleted_ticket, name="bin-ticket"),
    path("bin/restorations/", binned.restorations, name="bin-restorations"),
    path("bin/questions/", binned.questions, name="bin-questions"),
    path("bin/purges/", binned.purges, name="bin-purges"),
    # /history/
    path("history/", history.history, name="history"),
    path("history/undo/", undo.undo_last, name="history-undo"),
    # /entries/<id>/
    path("entries/<int:entry_id>/", timeline.entry, name="entry"),
    path("entries/<int:entry_id>/letter/", letters.letter, name="entry-letter"),
    path("entries/<int:entry_id>/trust/", letters.trust, name="entry-trust"),
    # /attachments/<id>/
    path(
        "attachments/<int:attachment_id>/thumbnail/",
        attachments.attachment_thumbnail,
        name="attachment-thumbnail",
    ),
    path(
        "attachments/<int:attachment_id>/<path:filename>",
        attachments.attachment,
        name="attachment",
    ),
]

# ---- Actions, drafts and the composer: ticket-action, ticket-draft, draft-attachments,
# ---- entry-undo, delivery-retry. Add them between these two lines.
urlpatterns += [
    path(
        "tickets/<int:number>/actions/<slug:slug>/",
        actions.action,
        name="ticket-action",
    ),
    path("tickets/<int:number>/news/", news.news, name="ticket-news"),
    path(
        "tickets/<int:number>/templates/", templates.templates, name="ticket-templates"
    ),
    path(
        "tickets/<int:number>/insertions/",
        templates.insertions,
        name="ticket-insertions",
    ),
    path("tickets/<int:number>/drafts/<slug:kind>/", drafts.draft, name="ticket-draft"),
    path(
        "tickets/<int:number>/drafts/reply/preview/",
        previews.draft,
        name="draft-preview",
    ),
    path(
        "tickets/<int:number>/drafts/reply/letter/",
        previews.draft_letter,
        name="draft-letter",
    ),
    path(
        "tickets/<int:number>/drafts/<slug:kind>/attachments/",
        drafts.attachments,
        name="draft-attachments",
    ),
    path(
        "draft-attachments/<int:attachment_id>/remove/",
        drafts.remove_attachment,
        name="draft-attachment-remove",
    ),
    path("entries/<int:entry_id>/preview/", previews.entry, name="entry-preview"),
    path("entries/<int:entry_id>/sheet/", previews.entry_letter, name="entry-sheet"),
    path("entries/<int:entry_id>/leaving/", waiting.leaving, name="entry-leaving"),
    path("entries/<int:entry_id>/undo/", undo.undo, name="entry-undo"),
    path(
        "deliveries/<int:delivery_id>/retry/", deliveries.retry, name="delivery-retry"
    ),
    # /settings/tags/
    path("settings/tags/", tag_settings.tags, name="tags"),
    path("settings/tags/new/", tag_settings.new_tag, name="tag-new"),
    path("settings/tags/<int:pk>/", tag_settings.tag, name="tag"),
    path("settings/tags/<int:pk>/merges/", tag_settings.merges, name="tag-merges"),
    path(
        "settings/tags/<int:pk>/removals/", tag_settings.removals, name="tag-removals"
    ),
    # /settings/view-as/
    path("settings/view-as/", sight.view_as, name="view-as"),
]
