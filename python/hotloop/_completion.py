"""The command `hotloop completion`: what a shell needs to complete the command line.

    source <(hotloop completion bash)
    source <(hotloop completion zsh)
    hotloop completion fish | source

Made from the parsers themselves, so that an option that is added is completed too.
"""

from __future__ import annotations

import argparse
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Option(NamedTuple):
    """`--stage` with `ast`, `ir` ...; the value of one without choices is a file, or nobody knows what."""

    names: list[str]
    help: str
    takes_value: bool
    is_file: bool
    choices: list[str]


class Command(NamedTuple):
    """A subcommand: its arguments are words of a list, files, or neither."""

    name: str
    help: str
    options: list[Option]
    words: list[str]
    takes_files: bool


def add_command(commands: argparse._SubParsersAction[Any], parser: argparse.ArgumentParser) -> None:
    """Adds `completion` to the command line, for all commands of the parser."""
    text = "print a script that completes this command line in a shell"
    completion = commands.add_parser("completion", help=text, description=HELP)
    completion.formatter_class = argparse.RawDescriptionHelpFormatter
    completion.add_argument("shell", choices=sorted(SHELLS))
    completion.set_defaults(run=lambda options: print(SHELLS[options.shell](read_commands(parser)), end="") or 0)


HELP = """\
Prints a script that completes this command line in a shell. In its start-up file:

  bash    source <(hotloop completion bash)        in ~/.bashrc
  zsh     source <(hotloop completion zsh)         in ~/.zshrc, after compinit
  fish    hotloop completion fish | source         in ~/.config/fish/config.fish
"""

# Commands that read their arguments themselves: where their parser is.
OWN_PARSERS = {
    "run": "hotloop._run._main",
    "profile": "hotloop._profile._main",
    "kernprof": "hotloop._profile.lines.kernprof",
    "tour": "hotloop._tour",
}


def read_commands(parser: argparse.ArgumentParser) -> list[Command]:
    """What there is to complete; the first is `hotloop` itself, and its words are the commands."""
    subparsers = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    helps = {action.dest: action.help or "" for action in subparsers._choices_actions}
    commands = [Command("", "", _options(parser), list(subparsers.choices), False)]
    for name, subparser in subparsers.choices.items():
        own = _own_parser(name) or subparser
        arguments = own._get_positional_actions()
        words = [str(word) for argument in arguments for word in argument.choices or []]
        takes_files = any(_is_file(argument) for argument in arguments) or "SCRIPT" in (own.usage or "")
        commands.append(Command(name, helps.get(name, ""), _options(own), words, takes_files))
    return commands


def _own_parser(name: str) -> argparse.ArgumentParser | None:
    import importlib

    if name not in OWN_PARSERS:
        return None
    parser: argparse.ArgumentParser = importlib.import_module(OWN_PARSERS[name])._parser()
    return parser


def _options(parser: argparse.ArgumentParser) -> list[Option]:
    return [
        Option(
            list(action.option_strings),
            (action.help or "").split(";")[0],
            action.nargs != 0,
            _is_file(action),
            [str(choice) for choice in action.choices or []],
        )
        for action in parser._get_optional_actions()
        if action.help != argparse.SUPPRESS
    ]


def _is_file(action: argparse.Action) -> bool:
    return any(word in str(action.metavar) for word in ("FILE", "DIR"))


# ---- bash


def write_bash(commands: list[Command]) -> str:
    """A function for `complete -F`. The command is the first word: `hotloop` itself has no options with values."""
    cases = "\n".join(_bash_case(command) for command in commands)
    return f"""\
_hotloop() {{
    local word=$2 last=$3 command= value= words= flags=
    (( COMP_CWORD > 1 )) && command=${{COMP_WORDS[1]}}
    # bash takes the = of --stage=asm for a word.
    [[ $word == = ]] && word= && last==
    [[ $last == = ]] && last=${{COMP_WORDS[COMP_CWORD - (${{#word}} > 0 ? 2 : 1)]}}
    case $command in
{cases}
    esac
    [[ $word == -* && -z $value ]] && words=$flags
    if [[ ${{value:-$words}} == FILES ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -W "${{value:-$words}}" -- "$word")
    fi
}}
complete -F _hotloop hotloop
"""


def _bash_case(command: Command) -> str:
    flags = " ".join(name for option in command.options for name in option.names)
    words = " ".join(command.words) or "FILES" * command.takes_files
    look = "".join(
        f"; [[ $last == @({'|'.join(o.names)}) ]] && value='{_bash_value(o)}'" for o in command.options if o.takes_value
    )
    return f"        {command.name or repr('')}) flags='{flags}' words='{words}'{look} ;;"


def _bash_value(option: Option) -> str:
    # A space: there is nothing to choose from, and options do not follow.
    return " ".join(option.choices) or ("FILES" if option.is_file else " ")


# ---- zsh


def write_zsh(commands: list[Command]) -> str:
    """A function for `compdef`, with the help texts."""
    main, *rest = commands
    names = "\n".join(f"        {_quote(f'{_colons(c.name)}:{c.help}')}" for c in rest)
    cases = "\n".join(
        f"        {c.name}) _arguments {' '.join([*_zsh_options(c.options), *_zsh_words(c)])} ;;" for c in rest
    )
    return f"""\
#compdef hotloop
_hotloop() {{
    local -a commands
    commands=(
{names}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        _arguments {" ".join(_zsh_options(main.options))}
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}
    esac
}}
compdef _hotloop hotloop
"""


def _zsh_options(options: list[Option]) -> Iterator[str]:
    for option in options:
        value = f"({' '.join(option.choices)})" if option.choices else "_files" if option.is_file else " "
        for name in option.names:
            yield _quote(f"{name}[{_brackets(option.help)}]" + f":value:{value}" * option.takes_value)


def _zsh_words(command: Command) -> Iterator[str]:
    if command.words or command.takes_files:
        yield _quote(f"*:argument:{'(' + ' '.join(command.words) + ')' if command.words else '_files'}")


def _colons(text: str) -> str:
    return text.replace(":", "\\:")


def _brackets(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


# ---- fish


def write_fish(commands: list[Command]) -> str:
    """Lines of `complete`."""
    main, *rest = commands
    lines = ["complete -c hotloop -n __fish_use_subcommand -f"]
    lines += _fish_options(main.options, "__fish_use_subcommand")
    for command in rest:
        lines.append(f"complete -c hotloop -n __fish_use_subcommand -a {command.name} -d {_quote(command.help)}")
        seen = _quote(f"__fish_seen_subcommand_from {command.name}")
        if not command.takes_files:
            lines.append(f"complete -c hotloop -n {seen} -f -a {_quote(' '.join(command.words))}")
        lines += _fish_options(command.options, seen)
    return "\n".join(lines) + "\n"


def _fish_options(options: list[Option], condition: str) -> Iterator[str]:
    for option in options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
        value = ""
        if option.takes_value:
            value = " -r" if option.is_file else f" -x -a {_quote(' '.join(option.choices))}"
        yield f"complete -c hotloop -n {condition} {names} -d {_quote(option.help)}{value}"


def _quote(text: str) -> str:
    """As a word of any of these shells. fish knows no `'\\''`, so an apostrophe becomes a typographic one."""
    return "'" + text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") + "'"


SHELLS = {"bash": write_bash, "fish": write_fish, "zsh": write_zsh}
