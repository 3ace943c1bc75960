"""``python -m fieldapi COMMAND``"""

from .cli import cli

cli(prog_name="python -m fieldapi")
