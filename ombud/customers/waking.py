"""Work for later that a change of a customer asks for."""


def look_again(noun: str, pk: int) -> None:
    """Whether it is like another record now; in this transaction, so none is lost."""
    from ombud.customers.jobs import look_for_like

    look_for_like.defer(noun=noun, pk=pk)
