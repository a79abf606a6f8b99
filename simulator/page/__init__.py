"""The simulator's chat page: several people and groups side by side in a browser."""

from simulator.page.routes import add_page

__all__ = ["add_page"]
