"""The model that the settings name: whether it is asked, what the user is told before, and asking it from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awsprep.cli.context import Context
    from awsprep.cli.model import Model
    from awsprep.core.phrases import Marked
    from awsprep.core.question import Question
    from awsprep.ui.second import Grader, Second

SECONDS = 8.0
"""How long a second opinion may take in all: looking up the name, connecting, reading."""


def grader_of(context: Context) -> Model | None:
    """The model that the settings name, or None; says what is missing where they are half set."""
    address = str(context.setting("grader.base_url"))
    if not address:
        return None
    model, variable = str(context.setting("grader.model")), str(context.setting("grader.api_key_env"))
    if not model:
        context.say(
            "grader.base_url is set, but no model; marked offline. To name one: awsprep config set grader.model NAME"
        )
        return None
    key = context.environ.get(variable, "").strip() if variable else ""
    if variable and not key:
        context.say(f"{variable}, which grader.api_key_env names, is not set; marked offline. Set it to the key.")
        return None
    from awsprep.cli.chat import Chat
    from awsprep.cli.model import Model
    from awsprep.core.endpoint import endpoint

    return Model(Chat(endpoint(address), key, context.environ, SECONDS), model)


def announce(context: Context, model: Grader) -> str:
    """Say on stderr, once for each address, what is sent there; what a screen is to say, nothing where it was said."""
    from awsprep.store.announced import announce, announced

    address = str(context.setting("grader.base_url"))
    if address in announced(context.paths.announced):
        return ""
    who = f"{model.model} at {model.place}"
    off = 'awsprep config set grader.base_url ""'
    context.say(
        "A second opinion is on. Where offline marking misses key points of an answer that you type, the question, "
        f"your answer and those points are sent to {who}. Nothing else is sent, and only quotes of your answer count. "
        f"This is said once. To turn it off: {off}"
    )
    announce(context.paths.announced, address)
    return f"What you type goes to {who} as well. Off: {off}"


def second_opinion(context: Context, question: Question, answer: str, marked: Marked) -> Second | None:
    """The opinion on one answer, waited for; None where no model is named or nothing is missing."""
    from awsprep.core.grader import asked

    ask = asked(question, answer, marked)
    model = grader_of(context) if ask is not None else None
    if ask is None or model is None:
        return None
    from queue import SimpleQueue

    from awsprep.ui.second import Opinion, Second

    announce(context, model)
    replies: SimpleQueue[Opinion] = SimpleQueue()
    model.ask(ask, replies.put)
    return Second(ask, model, replies.get())
