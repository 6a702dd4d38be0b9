"""Which job is carried out by what."""

from __future__ import annotations

from functools import partial

from bot.context import SlackContext
from bot.digest.post import draw_digest
from bot.jobs.exports import draw_export
from bot.jobs.measure import MeasureJobs
from bot.jobs.threads import ThreadJobs
from bot.outbox.worker import JobHandlers
from bot.privacy.erase import Erasing
from bot.store.effects import (
    AnswerRequest,
    DrawDigest,
    DrawHome,
    DrawThread,
    EraseWorkspace,
    ExportVerdict,
    MeasureFiles,
    RunSubcommand,
    ScrubFile,
)
from bot.subcommands.home_tab import draw_home
from bot.subcommands.runner import Runner


def job_handlers(
    context: SlackContext, threads: ThreadJobs, runner: Runner, erasing: Erasing, measuring: MeasureJobs
) -> JobHandlers:
    """By class of job, what takes an effect, carries it out and takes it out of the outbox."""
    return {
        DrawThread: threads.draw,
        AnswerRequest: threads.answer,
        ExportVerdict: partial(draw_export, context),
        RunSubcommand: runner.run,
        MeasureFiles: measuring.run,
        DrawDigest: partial(draw_digest, context),
        DrawHome: partial(draw_home, context),
        EraseWorkspace: erasing.erase,
        ScrubFile: erasing.scrub,
    }
