# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run one command: launch.py NAME [ARGUMENT …]. Builds the project's interpreter first, then runs the command in it."""

import importlib
import sys

from bootstrap import paths, processes, python_env
from bootstrap.errors import SetupError


def main(name, *arguments):
    """Run the command `name` and return its exit code. Print one line when the machine lacks something."""
    processes.end_on_term()
    try:
        paths.make_cache()
        python_env.enter([__file__, name, *arguments])
        return importlib.import_module(f'commands.{name}').main(list(arguments))
    except SetupError as error:
        message = ' '.join(str(error).split())
    except OSError as error:
        message = f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    except KeyboardInterrupt:
        return 130
    sys.stderr.write(f'bin/{name}: {message}\n')
    return 1


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
