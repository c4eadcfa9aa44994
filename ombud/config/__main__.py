"""`python -m ombud.config …`: the same as `ombud …`, for its own children."""

from ombud.config.command import main

if __name__ == "__main__":
    main()
