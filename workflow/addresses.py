"""Which addresses a form may send a reader back to."""


def is_local(address: str) -> bool:
    """A path of this site, and nothing a browser would read as another host."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and "\n" not in address
        and "\r" not in address
    )
