//! `completions` and `man`: what shells and `man` know about the command.

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use event_pattern_compiler::diagnostic::nearest;
use event_pattern_compiler::pattern::print::quoted_list;

/// Prints the script that completes arguments in a shell.
pub(crate) fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if shell == Shell::Bash {
        // clap_complete escapes the hyphen in two ways, so bash would not find the options of subcommands:
        // https://github.com/clap-rs/clap/issues/6421
        script = script.replace("event__subcmd__pattern", "event__pattern");
    }
    print(&script)
}

/// Prints the page about the command or one of its subcommands.
pub(crate) fn page(subcommand: &[String]) -> Result<Exit, Failure> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut chosen = &command;
    for name in subcommand {
        chosen = find(chosen, name)?;
    }
    let mut page = Vec::new();
    let source = concat!("event-pattern ", env!("CARGO_PKG_VERSION"));
    Man::new(chosen.clone()).source(source).render(&mut page).map_err(|error| Failure::unwritable(&error))?;
    print(&String::from_utf8_lossy(&page))
}

fn find<'c>(command: &'c Command, name: &str) -> Result<&'c Command, Failure> {
    let names = || command.get_subcommands().map(Command::get_name);
    command.find_subcommand(name).ok_or_else(|| {
        let help = match nearest(name, names()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if names().next().is_none() => format!("`{}` has no subcommands", command.get_name()),
            None => format!("the subcommands are {}", quoted_list(names())),
        };
        Failure::usage(format!("unknown subcommand `{name}`"), &help)
    })
}

fn print(text: &str) -> Result<Exit, Failure> {
    output::print(text.trim_end())?;
    Ok(Exit::Success)
}
