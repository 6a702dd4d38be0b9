"""Drawing blocks: what a bot sends as JSON, as HTML that is safe to show whoever wrote it."""

from bot.playground.page.draw.blocks import draw
from bot.playground.page.draw.mrkdwn import mrkdwn
from bot.playground.page.draw.scene import Surroundings

__all__ = ["Surroundings", "draw", "mrkdwn"]
