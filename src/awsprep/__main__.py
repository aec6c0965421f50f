"""The way in, for `awsprep` and for `python -m awsprep`."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until `main` listens, a Ctrl-C ends it without a traceback

from awsprep.cli.app import main

if __name__ == "__main__":
    main()
