"""`python -m awsprep` is `awsprep`."""

from awsprep.cli.app import main

if __name__ == "__main__":
    main()
