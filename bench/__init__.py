"""How fast, beside named peers: `python -m bench`. Figures are printed, never stored, and fail nothing."""
