"""The command ``tendon-teaching``: open the lessons, save one as a page, look at the machine.

Whatever stands in the way is told in one sentence on the error stream, and the command ends with
2. Nothing heavy is imported before a subcommand needs it.
"""

import argparse
import contextlib
import errno
import os
import platform
import socket
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from tendon_teaching import __version__
from tendon_teaching.texts import _

FIRST_NOTEBOOK = "00_start_here.ipynb"
HOST = "127.0.0.1"
USUAL_PORT = 8888
PORTS_TRIED = 100
# JupyterLab reads our defaults from here, so nothing has to be copied into the environment or
# into anyone's home folder. What a person has chosen in JupyterLab still comes first.
SETTINGS_FOLDER = Path(__file__).parent / "lab" / "settings"
# Voilà finds its settings in this folder and the template of its pages below it.
VOILA_FOLDER = Path(__file__).parent / "lab"
# Runs beside the server: opens the page once there is one, and gives up after two minutes.
OPEN_PAGE = """
import socket, sys, time, webbrowser
host, port, address = sys.argv[1:]
for _ in range(480):
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
        webbrowser.open(address)
        break
    except OSError:
        time.sleep(0.25)
"""
NEEDED_PACKAGES = (
    "jupyterlab",
    "ipykernel",
    "ipywidgets",
    "anywidget",
    "matplotlib",
    "numpy",
    "pillow",
)


class CommandError(Exception):
    """What the reader has to know or do, as one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (those of the command line when None); give its code."""
    try:
        chosen = _parser().parse_args(arguments)
        if chosen.command == "lab":
            return open_lab(chosen.port, browser=not chosen.no_browser)
        if chosen.command == "present":
            return present(chosen.lesson, chosen.port, browser=not chosen.no_browser)
        if chosen.command == "export":
            return export_page(chosen.explorer, chosen.target)
        if chosen.command == "figures":
            return draw_figures(chosen.target, chosen.only)
        if chosen.command == "simulate":
            return simulate_plan(
                chosen.plan, chosen.set, chosen.patients, chosen.seed, as_json=chosen.json
            )
        return doctor()
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tendon-teaching", description=_("Lessons with sliders about the Achilles tendon.")
    )
    parser.add_argument("--version", action="version", version=f"tendon-teaching {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))

    served = argparse.ArgumentParser(add_help=False)
    served.add_argument(
        "--port",
        type=int,
        help=_("port to serve on; without it {port} or the next free one").format(port=USUAL_PORT),
    )
    served.add_argument("--no-browser", action="store_true", help=_("do not open a browser"))
    commands.add_parser("lab", parents=[served], help=_("open the lessons in JupyterLab"))
    shown = commands.add_parser(
        "present", parents=[served], help=_("show a lesson without code, in large type")
    )
    shown.add_argument(
        "lesson",
        metavar=_("LESSON"),
        nargs="?",
        default=FIRST_NOTEBOOK[:2],
        help=_("number of the lesson, such as 01; without it {first}").format(
            first=FIRST_NOTEBOOK[:2]
        ),
    )

    export = commands.add_parser("export", help=_("save one explorer as a page of its own"))
    export.add_argument("explorer", metavar=_("EXPLORER"), help=_("name of the explorer"))
    export.add_argument("target", metavar=_("TARGET"), type=Path, help=_("file to write"))

    figures = commands.add_parser("figures", help=_("draw the still figures as SVG and PNG"))
    figures.add_argument(
        "--target", type=Path, default=Path("figures"), help=_("folder; figures without it")
    )
    figures.add_argument("--only", metavar=_("NAME"), help=_("one explorer, or one figure of it"))

    simulated = commands.add_parser("simulate", help=_("run a plan of care with made-up patients"))
    simulated.add_argument("plan", metavar=_("PLAN"), help=_("TOML file with the plan"))
    simulated.add_argument(
        "--set",
        choices=("L", "S"),
        default="L",
        help=_("L: loading drives recovery (without it this one); S: time, care and contact do"),
    )
    simulated.add_argument(
        "--patients", type=int, default=300, help=_("number of patients, 300 without it")
    )
    simulated.add_argument("--seed", type=int, default=0, help=_("seed of chance, 0 without it"))
    simulated.add_argument("--json", action="store_true", help=_("print JSON"))

    commands.add_parser("doctor", help=_("tell what this machine has and what is missing"))
    return parser


# --- lab ---------------------------------------------------------------------------------------


def open_lab(port: int | None, browser: bool) -> int:
    """Start JupyterLab on the first notebook; on Linux and macOS it takes this process's place."""
    notebooks = notebooks_folder()
    if not is_writable(notebooks):
        raise CommandError(
            _(
                "The folder {folder} cannot be written to, and JupyterLab has to save there: "
                "copy the project to a folder of your own and start it there."
            ).format(folder=notebooks)
        )
    if not _version_of("jupyterlab"):
        raise CommandError(
            _("JupyterLab is not installed here: give `make lab` in the project's folder.")
        )
    if not is_writable(_runtime_folder()):
        raise CommandError(
            _(
                "The folder {folder} cannot be written to, and JupyterLab notes there what is "
                "running: set JUPYTER_RUNTIME_DIR to a folder of your own."
            ).format(folder=_runtime_folder())
        )
    return _hand_over(lab_command(notebooks, choose_port(port), browser), notebooks.parent)


def _hand_over(command: list[str], folder: Path) -> int:
    """Go on as ``command`` in ``folder``; where that cannot be, wait for it and give its code."""
    # What a report would show first should not wait behind what the server writes.
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command, cwd=folder)
    os.chdir(folder)
    os.execv(command[0], command)


def lab_command(notebooks: Path, port: int, browser: bool) -> list[str]:
    """Give the command that serves ``notebooks`` on ``port`` with the settings of this kit."""
    command = [
        sys.executable,
        *("-m", "jupyterlab"),
        f"--ServerApp.root_dir={notebooks}",
        # Unlike naming the file, this also puts it into the address that is printed.
        f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}",
        f"--LabApp.app_settings_dir={SETTINGS_FOLDER}",
        # Nothing is asked of the network, whatever the settings say: no news, no updates, no
        # list of extensions, and no search for language servers.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--LanguageServerManager.autodetect=False",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        # The port was chosen and told; silently taking another one would contradict that.
        "--ServerApp.port_retries=0",
    ]
    if not browser:
        command.append("--no-browser")
    if _is_root():
        # In a container one is often root; the server is reached from this machine only.
        command.append("--allow-root")
    return command


def notebooks_folder() -> Path:
    """Find the folder with the lessons: below the current folder, or of the checkout."""
    here = Path.cwd()
    checkout = Path(__file__).resolve().parents[2]
    for folder in (here / "notebooks", here, checkout / "notebooks"):
        if (folder / FIRST_NOTEBOOK).is_file():
            return folder
    raise CommandError(
        _(
            "The lessons were not found: start this command in the project's folder, "
            "the one that holds notebooks/{notebook}."
        ).format(notebook=FIRST_NOTEBOOK)
    )


def choose_port(wanted: int | None) -> int:
    """Give ``wanted`` if it is free, or the first free port from the usual one on, and say it."""
    if wanted is None:
        port = next_free_port()
        if port != USUAL_PORT:
            print(
                _("Port {usual} is in use, so the lessons are at port {port}.").format(
                    usual=USUAL_PORT, port=port
                )
            )
        return port
    if not 1024 <= wanted <= 65535:
        raise CommandError(
            _("Port {port} cannot be used: choose one from 1024 to 65535.").format(port=wanted)
        )
    if not is_free(wanted):
        raise CommandError(
            _(
                "Port {port} is in use: choose another one, or leave it out to get a free one."
            ).format(port=wanted)
        )
    return wanted


def next_free_port() -> int:
    """Give the first free port from the usual one on."""
    for port in range(USUAL_PORT, USUAL_PORT + PORTS_TRIED):
        if is_free(port):
            return port
    raise CommandError(
        _("No port from {first} to {last} is free: choose one with --port.").format(
            first=USUAL_PORT, last=USUAL_PORT + PORTS_TRIED - 1
        )
    )


def is_free(port: int) -> bool:
    """Tell whether a server could listen on ``port`` of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        if os.name == "posix":
            # As the server does it: a connection that is just closing is no hindrance.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    # macOS lets one bind beside a server that listens on all addresses.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.settimeout(1)
        return trial.connect_ex((HOST, port)) != 0


def is_writable(folder: Path) -> bool:
    """Tell whether a file can be made in ``folder``; asking for permission bits is not enough."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _runtime_folder() -> Path:
    from jupyter_core.paths import jupyter_runtime_dir

    folder = Path(jupyter_runtime_dir())
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- present -----------------------------------------------------------------------------------


def present(lesson: str, port: int | None, browser: bool) -> int:
    """Show a lesson in Voilà; on Linux and macOS Voilà takes this process's place."""
    notebooks = notebooks_folder()
    notebook = _notebook_of(lesson, notebooks)
    if not _version_of("voila"):
        raise CommandError(
            _("Voilà is not installed here: give `make lab` in the project's folder.")
        )
    free = choose_port(port)
    address = f"http://{HOST}:{free}/voila/render/{notebook.name}"
    print(_("The lesson is at {address}; Ctrl+C ends it.").format(address=address))
    if browser:
        subprocess.Popen([sys.executable, "-c", OPEN_PAGE, HOST, str(free), address])
    os.environ.update(voila_variables())
    return _hand_over(voila_command(notebooks, free), notebooks.parent)


def voila_command(notebooks: Path, port: int) -> list[str]:
    """Give the command that serves ``notebooks`` as pages without code on ``port``.

    It needs the environment variables of ``voila_variables``.
    """
    return [
        sys.executable,
        *("-m", "voila", str(notebooks), "--no-browser"),
        f"--Voila.ip={HOST}",
        f"--port={port}",
        "--Voila.port_retries=0",
    ]


def voila_variables() -> dict[str, str]:
    """Give the environment variables with which Voilà finds the settings of this kit."""
    return {
        name: os.pathsep.join(filter(None, [str(VOILA_FOLDER), os.environ.get(name)]))
        for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
    }


def _notebook_of(lesson: str, notebooks: Path) -> Path:
    """Give the notebook of lesson ``lesson``, such as ``01`` or ``1``."""
    found = {path.name[:2]: path for path in sorted(notebooks.glob("[0-9][0-9]_*.ipynb"))}
    number = lesson.zfill(2)
    if number not in found:
        raise CommandError(
            _("There is no lesson {lesson}; there is: {known}.").format(
                lesson=lesson, known=", ".join(found)
            )
        )
    return found[number]


# --- export ------------------------------------------------------------------------------------


def export_page(name: str, target: Path) -> int:
    """Save the explorer ``name`` as a page that needs no Python, and say where it is."""
    from tendon_teaching import explorers
    from tendon_teaching.explorers import static_page

    names = sorted(explorers.names())
    if name not in names:
        raise CommandError(
            _("There is no explorer called {name}; there is: {names}.").format(
                name=name, names=", ".join(names)
            )
        )
    try:
        page = static_page.export(name, target)
    except OSError as problem:
        raise CommandError(
            _("The page could not be written to {target}: {reason}.").format(
                target=target, reason=_reason(problem)
            )
        ) from problem
    print(_("Written: {page}").format(page=page))
    return 0


def _reason(problem: OSError) -> str:
    return problem.strerror or errno.errorcode.get(problem.errno or 0, str(problem))


# --- figures -----------------------------------------------------------------------------------


def draw_figures(target: Path, only: str | None) -> int:
    """Draw the still figures, or those of one name, into ``target`` and say how many."""
    from tendon_teaching.explorers import stills

    try:
        stills.stills(only)
    except ValueError as problem:
        raise CommandError(str(problem)) from problem
    try:
        drawn = stills.render(target, only)
    except OSError as problem:
        raise CommandError(
            _("The figures could not be written to {target}: {reason}.").format(
                target=target, reason=_reason(problem)
            )
        ) from problem
    print(
        _("Figures drawn as SVG and PNG: {count}. Their words: {page}").format(
            count=len(drawn), page=target / stills.PAGE
        )
    )
    return 0


# --- simulate ----------------------------------------------------------------------------------


def simulate_plan(plan: str, set_name: str, patients: int, seed: int, as_json: bool) -> int:
    """Run the plan in the file ``plan`` with made-up patients and print what came of it."""
    from tendon_teaching.plans import simulation

    try:
        told = simulation.run(plan, set_name, patients, seed, as_json=as_json)
    except ValueError as problem:
        raise CommandError(str(problem)) from problem
    print(told)
    return 0


# --- doctor ------------------------------------------------------------------------------------


def doctor() -> int:
    """Print what this machine has, one plain line for each; give 1 if something is missing."""
    print(f"tendon-teaching {__version__}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.release()}")
    missing = []
    for package in NEEDED_PACKAGES:
        version = _version_of(package)
        print(f"{package} {version or '-'}")
        if version is None:
            missing.append(_("{package} is not installed.").format(package=package))
    print(f"voila {_version_of('voila') or _('- (only needed to present without code)')}")
    problems = [problem for problem in (*missing, _check_lessons(), _check_port()) if problem]
    print(_browser_line())
    for problem in problems:
        print(problem)
    if not problems:
        print(_("Everything that the lessons need is here."))
    return 1 if problems else 0


def _check_lessons() -> str | None:
    try:
        folder = notebooks_folder()
    except CommandError as problem:
        return str(problem)
    if not is_writable(folder):
        return _("The folder {folder} cannot be written to.").format(folder=folder)
    print(_("Lessons: {folder}").format(folder=folder))
    return None


def _check_port() -> str | None:
    try:
        print(_("Next free port: {port}").format(port=next_free_port()))
    except CommandError as problem:
        return str(problem)
    return None


def _browser_line() -> str:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return _("Browser: none was found that could be opened from here.")
    return _("Browser: found")


def _version_of(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


if __name__ == "__main__":
    raise SystemExit(main())
