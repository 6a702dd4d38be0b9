"""The command line `should-we-finetune`. Each command's module is imported only when it runs."""

from __future__ import annotations

import importlib
from typing import Any

import click

COMMANDS = {
    "decide": ("bot.commands.decide", "A verdict for a file of answers."),
    "playground": ("bot.commands.playground", "The whole bot on your own machine: a page instead of Slack."),
    "measure": ("bot.commands.measure", "Your files, measured: a data set, evaluation results, a usage export."),
    "read": ("bot.commands.read", "What is read of your own words: recorded, proposed, or asked back"),
    "compare": ("bot.commands.compare", "Is one model better than another on your test items, or is it luck?"),
    "chat": ("bot.commands.chat", "The questions, one by one, in the terminal."),
    "serve": ("bot.commands.serve", "The bot in Slack, until it is stopped."),
    "reassess": ("bot.commands.reassess", "Old decisions, looked at again by today's prices and routes."),
    "decisions": ("bot.commands.decisions", "Every decision of the bot: list, search, show, export."),
    "manifest": ("bot.commands.manifest", "The app manifest to paste into Slack."),
    "browse": ("bot.commands.browse", "The database in a web browser, read-only (extra: browse)."),
    "doctor": ("bot.commands.doctor", "Whether everything the bot needs is there."),
    "company": ("bot.commands.company", "Your company's file of prices and limits: begin one, or see what it changes."),
    "prices": ("bot.commands.prices", "What the catalogue believes, where from and how sure."),
}


class _Later(click.Group):
    """A group that lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            ctx.fail(f"{args[0]!r} is not a command. The commands are: {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)


@click.group(cls=_Later, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="should-we-finetune", prog_name="should-we-finetune")
def main() -> None:
    """Should we fine-tune? Answers in; a verdict with reasons, costs and abort criteria out."""
