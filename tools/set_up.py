"""Makes the environment ``.venv`` of this project: ``python3 tools/set_up.py lab|test|bench``.

Standard library only, and written so that an old Python can still read it and say that it is too
old. What goes wrong is told in one sentence. A stamp in the environment says what was installed
from which pins, so that a second run has nothing to do and needs no network.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
# Each level holds all that the ones before it hold, in the same versions.
LEVELS = ("lab", "test", "bench")
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
SPACE_NEEDED_GB = 1.2
STAMP = os.path.join(ENVIRONMENT, "tendon-teaching.json")
# Lies there while packages are being copied in; what it is found by was interrupted.
UNDER_WAY = os.path.join(ENVIRONMENT, "tendon-teaching.under-way")
LOG = os.path.join(ENVIRONMENT, "tendon-teaching.log")
AGAIN = "then give the same command again."


class SetUpError(Exception):
    """Something the reader has to do first, in one sentence."""


def main(arguments):
    if len(arguments) != 1 or arguments[0] not in LEVELS:
        print("Say what for: python3 tools/set_up.py " + "|".join(LEVELS), file=sys.stderr)
        return 2
    try:
        if sys.version_info[:2] < OLDEST_PYTHON:
            return run_with_a_newer_python(arguments)
        with one_at_a_time():
            set_up(arguments[0])
    except SetUpError as problem:
        print(str(problem), file=sys.stderr)
        return 1
    except OSError as problem:
        print(sentence_for(problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command takes up where this left off.", file=sys.stderr)
        return 130
    return 0


def set_up(level):
    """Bring the environment up to ``level``; nothing happens where it already is."""
    if is_ready(level):
        return
    check_folder()
    if not environment_works():
        make_environment()
    install(level)
    write_stamp(level)
    print("The environment is ready.")


# --- What is there already ---------------------------------------------------------------------


def environment_python():
    if os.name == "nt":
        return os.path.join(ENVIRONMENT, "Scripts", "python.exe")
    return os.path.join(ENVIRONMENT, "bin", "python")


def pin_file(level):
    return os.path.join(ROOT, "requirements", level + ".txt")


def fingerprint(level):
    """Hash of all that decides what ``level`` installs, and where."""
    digest = hashlib.sha256()
    for path in (pin_file(level), os.path.join(ROOT, "pyproject.toml"), os.path.abspath(__file__)):
        with open(path, "rb") as handle:
            digest.update(handle.read())
    # The scripts in an environment hold its full path: a folder that was moved needs a new one.
    digest.update(ROOT.encode())
    return digest.hexdigest()


def read_stamp():
    try:
        with open(STAMP, encoding="utf-8") as handle:
            stamp = json.load(handle)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(level):
    """Tell whether ``level`` or one that holds it was installed from today's pins."""
    stamp = read_stamp()
    installed = stamp.get("level")
    if installed not in LEVELS[LEVELS.index(level) :]:
        return False
    if not os.path.exists(environment_python()) or os.path.exists(UNDER_WAY):
        return False
    return stamp.get("fingerprint") == fingerprint(installed)


def write_stamp(level):
    stamp = {"level": level, "fingerprint": fingerprint(level), "folder": ROOT}
    with open(STAMP, "w", encoding="utf-8") as handle:
        json.dump(stamp, handle)


def environment_works():
    """Tell whether the environment's own Python and pip answer, and nothing was interrupted."""
    if os.path.exists(UNDER_WAY) or read_stamp().get("folder", ROOT) != ROOT:
        return False
    if not os.path.exists(os.path.join(ENVIRONMENT, "pyvenv.cfg")):
        return False
    question = "import sys, pip; print(sys.version_info[:2] >= {0!r})".format(OLDEST_PYTHON)
    try:
        answer = subprocess.run(
            [environment_python(), "-I", "-c", question],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.stdout.strip() == b"True"


# --- Making it ---------------------------------------------------------------------------------


def check_folder():
    """Find out before the long part whether it can end well."""
    trial = os.path.join(ROOT, ".write-trial")
    with open(trial, "w", encoding="utf-8"):
        pass
    os.remove(trial)
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    if not os.path.exists(STAMP) and free_gb < SPACE_NEEDED_GB:
        raise SetUpError(
            "The disk that holds {0} has {1:.1f} GB free and {2} GB are needed: make room, "
            "{3}".format(ROOT, free_gb, SPACE_NEEDED_GB, AGAIN)
        )


def make_environment():
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        raise SetUpError(
            "This Python has no complete venv module: install it (on Debian and Ubuntu: "
            "sudo apt install python3-venv), " + AGAIN
        ) from None
    print("Making the environment in .venv ...", flush=True)
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        raise SetUpError(
            "This Python could not put pip into the new environment: complete it (on Debian and "
            "Ubuntu: sudo apt install python3-venv), " + AGAIN
        ) from None


def install(level):
    with open(pin_file(level), encoding="utf-8") as handle:
        count = sum("==" in line for line in handle)
    message = "Installing about {0} packages; this is done once and takes some minutes ..."
    if os.path.exists(STAMP):
        message = "Bringing .venv up to the pinned versions of about {0} packages ..."
    print(message.format(count), flush=True)
    # Everything that is pinned exists ready-built, so nobody needs a compiler.
    pip(["install", "--only-binary", ":all:", "--requirement", pin_file(level)])
    # What builds the project is among the pins: this step needs no network.
    pip(["install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT])
    with contextlib.suppress(FileNotFoundError):
        os.remove(UNDER_WAY)


def pip(arguments):
    """Run the environment's pip, count what it fetches, and turn a failure into a sentence."""
    command = [environment_python(), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    lines = []
    fetched = 0
    with open(LOG, "a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command + arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=pip_variables(),
            cwd=ROOT,
            encoding="utf-8",
            errors="replace",
        )
        try:
            for line in process.stdout:
                log.write(line)
                lines.append(line)
                if line.startswith("Installing collected packages"):
                    open(UNDER_WAY, "w", encoding="utf-8").close()
                    tell("\r  fetched; copying them in ...\n")
                elif line.startswith("Collecting "):
                    fetched += 1
                    tell("\r  {0} fetched".format(fetched))
        finally:
            # Reached by Ctrl-C too: pip was told as well, and must have let go of the files.
            process.wait()
    if process.returncode:
        raise SetUpError(sentence_for_pip("".join(lines)))


def tell(progress):
    """Show progress to a person; a log file does not need it."""
    if sys.stdout.isatty():
        print(progress, end="", flush=True)


def pip_variables():
    """The environment variables for pip, without those that send packages somewhere else."""
    elsewhere = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES")
    variables = {name: text for name, text in os.environ.items() if name not in elsewhere}
    variables["PIP_USER"] = "0"
    variables["PYTHONUTF8"] = "1"
    return variables


@contextlib.contextmanager
def one_at_a_time():
    """Let a second run wait for the first, where the system can say that there is one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network folders know no locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


# --- Saying what is wrong ----------------------------------------------------------------------


def run_with_a_newer_python(arguments):
    """Hand over to a newer Python of this machine, or say that there is none."""
    for name in NEWER_PYTHONS:
        path = shutil.which(name)
        # A name on the path may be a mere signpost to a version that is not switched on.
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([path, os.path.abspath(__file__), *arguments])
    raise SetUpError(
        "Python 3.11 or newer is needed and this is {0}.{1}: install a newer one, {2}".format(
            sys.version_info[0], sys.version_info[1], AGAIN
        )
    )


def sentence_for(problem):
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "The folder {0} cannot be written to: copy the project to a folder of your own, "
            "{1}".format(ROOT, AGAIN)
        )
    if problem.errno == errno.ENOSPC:
        return "The disk that holds {0} is full: make room, {1}".format(ROOT, AGAIN)
    return "The set-up stopped: {0}.".format(problem)


NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Connection aborted",
    "Connection refused",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "connection broken",
)


def sentence_for_pip(output):
    if "No space left on device" in output:
        return sentence_for(OSError(errno.ENOSPC, ""))
    if "Permission denied" in output or "Read-only file system" in output:
        return sentence_for(OSError(errno.EACCES, ""))
    if any(sign in output for sign in NO_NETWORK):
        return "pip could not reach its package index: check the network connection, " + AGAIN
    if "No matching distribution found" in output:
        return (
            "A package is not to be had ready-built for Python {0}.{1} on this machine; another "
            "Python version may help (make lab PYTHON=python3.12). The last lines of {2} name "
            "it.".format(sys.version_info[0], sys.version_info[1], LOG)
        )
    return "pip could not install the packages; the last lines of {0} say why.".format(LOG)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
