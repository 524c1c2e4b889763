"""What a scorecard looks like: one module per format, each drawing from the scorecard alone.

Nothing is imported here: a run that asks for JSON must not pay for Jinja or rich.
"""
