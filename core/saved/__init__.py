"""What a visitor keeps an eye on: saved pieces, lists, workshops, prices."""
