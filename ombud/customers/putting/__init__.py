"""What another system or a file says of customers, a batch at a time.

A person is found again by customer number, else by address; a company by number, else
by name. Addresses and phones are added and never taken away.
"""

from ombud.customers.putting.contacts import put_contacts
from ombud.customers.putting.organisations import put_organisations

__all__ = ["put_contacts", "put_organisations"]
