"""A model that is asked for a second opinion on a typed answer, in the background and with a deadline."""

from __future__ import annotations

from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING, Any

from awsprep.cli.chat import Chat, RefusedError
from awsprep.core.grader import UnreadableError, accepted, body
from awsprep.ui.second import Opinion

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPConnection

    from awsprep.core.grader import Asked


class Model:
    """A model behind an endpoint; what a sitting knows as its grader. The chat's seconds are the deadline of a call."""

    __slots__ = ("_chat", "model")

    def __init__(self, chat: Chat, model: str) -> None:
        self._chat = chat
        self.model = model

    @property
    def place(self) -> str:
        """The host, with its port."""
        return self._chat.place

    def ask(self, asked: Asked, done: Callable[[Opinion], None]) -> Callable[[], None]:
        """Ask in a thread of its own; `done` is called within the time there is, unless it is called off before."""
        return _Call(self._chat, self.model, asked, done).stop


class _Call:
    """One question that is under way. Its first end counts: a reply, a failure, the deadline, or being called off.

    The deadline holds however slowly a server drips, and while a name is looked up, for nobody waits for the thread.
    """

    def __init__(self, chat: Chat, model: str, asked: Asked, done: Callable[[Opinion], None]) -> None:
        self._chat = chat
        self._model = model
        self._asked = asked
        self._done = done
        self._lock = Lock()
        self._over = False
        self._connection: HTTPConnection | None = None
        self._timer = Timer(chat.seconds, self._late)
        self._timer.daemon = True
        self._timer.start()
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Call it off: nothing is told any more, and the connection is closed."""
        self._end(None)

    def _late(self) -> None:
        self._end(Opinion({}, f"no reply within {self._chat.seconds:g} s"))

    def _run(self) -> None:
        try:
            requests = (body(self._asked, self._model, formatted=formatted) for formatted in (True, False))
            opinion = Opinion(accepted(self._asked, self._chat.reply(requests, self._opened)))
        except (RefusedError, UnreadableError) as error:
            opinion = Opinion({}, str(error))
        except Exception as error:  # noqa: BLE001  whatever a network and a server can do is no error of the sitting
            opinion = Opinion({}, _words(error))
        self._end(opinion)

    def _opened(self, connection: HTTPConnection) -> None:
        with self._lock:
            self._connection = connection
            if self._over:
                raise RefusedError("called off")

    def _end(self, opinion: Opinion | None) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
            connection = self._connection
        self._timer.cancel()
        if connection is not None and (opinion is None or opinion.failure):
            _hang_up(connection)
        if opinion is not None:
            self._done(opinion)


def _hang_up(connection: HTTPConnection) -> None:
    """Wake a thread that reads from a connection; it closes it itself."""
    from socket import SHUT_RDWR

    sock: Any = connection.sock
    if sock is not None:
        try:
            sock.shutdown(SHUT_RDWR)
        except OSError:
            return  # gone already


def _words(error: Exception) -> str:
    """What went wrong, without the text of the error: it may quote what was sent."""
    from http.client import HTTPException
    from socket import gaierror
    from ssl import SSLError

    match error:
        case ConnectionRefusedError():
            return "nothing listens there"
        case gaierror():
            return "there is no such host"
        case SSLError():
            return "its certificate or encryption is not right"
        case TimeoutError():
            return "it is too slow"
        case HTTPException() | ConnectionError():
            return "it broke off"
        case OSError():
            return "it cannot be reached"
    return "it could not be asked"
