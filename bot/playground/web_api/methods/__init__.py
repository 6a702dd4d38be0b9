"""The Web API methods, one module for each family."""

from bot.playground.web_api.methods import apps, chat, conversations, files, reactions, users, views
from bot.playground.web_api.methods.access import ApiMethod

METHODS: dict[str, ApiMethod] = (
    apps.METHODS
    | chat.METHODS
    | conversations.METHODS
    | files.METHODS
    | reactions.METHODS
    | users.METHODS
    | views.METHODS
)
