"""Pages of orders, items, invoices, records, and of what links them to tickets."""
