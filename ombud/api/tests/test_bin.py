"""DELETE /tickets/{number}, POST /tickets/{number}/restore and GET /bin."""

from ombud.tickets.models import Ticket, Verb


def test_a_deleted_ticket_lies_in_the_bin_and_comes_back(agnes_calls, ticket):
    path = f"/tickets/{ticket.number}"
    assert agnes_calls.delete(path).status_code == 204
    assert agnes_calls.get(path).status_code == 404
    (row,) = agnes_calls.get("/bin").json()["items"]
    assert (row["number"], bool(row["deleted_at"])) == (ticket.number, True)
    back = agnes_calls.post(f"{path}/restore")
    assert back.json()["deleted_at"] is None
    assert agnes_calls.get("/bin").json()["items"] == []


def test_its_entry_takes_the_deletion_back_too(agnes_calls, ticket):
    agnes_calls.delete(f"/tickets/{ticket.number}")
    entry = ticket.entries.get(verb=Verb.DELETED)
    answer = agnes_calls.post(f"/entries/{entry.pk}/undo")
    assert answer.json()["deleted_at"] is None


def test_restoring_twice_changes_nothing(agnes_calls, ticket):
    for _call in range(2):
        answer = agnes_calls.post(f"/tickets/{ticket.number}/restore")
        assert answer.status_code == 200
    assert not ticket.entries.filter(verb=Verb.RESTORED).exists()


def test_olaf_neither_deletes_nor_finds_nor_restores(agnes_calls, olaf_calls, ticket):
    path = f"/tickets/{ticket.number}"
    assert olaf_calls.delete(path).status_code == 404
    agnes_calls.delete(path)
    assert olaf_calls.get("/bin").json()["items"] == []
    assert olaf_calls.post(f"{path}/restore").status_code == 404
    assert Ticket.objects.get().is_deleted
