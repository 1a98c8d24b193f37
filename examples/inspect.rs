//! Prints the Rust that is generated for a pattern: `inspect FILE`, or `inspect '{ "source": ["aws.ecs"] }'`.

use event_pattern_compiler::codegen::preview;
use event_pattern_compiler::source::Source;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(argument) = std::env::args().nth(1) else {
        eprintln!("usage: inspect FILE, or inspect '{{ \"source\": [\"aws.ecs\"] }}'");
        return ExitCode::FAILURE;
    };
    let (name, text) = if argument.trim_start().starts_with('{') {
        ("pattern".to_owned(), argument)
    } else {
        match std::fs::read_to_string(&argument) {
            Ok(text) => (argument, text),
            Err(error) => {
                eprintln!("error: `{argument}` cannot be read: {error}");
                return ExitCode::FAILURE;
            }
        }
    };
    match preview("rule", &text) {
        Ok(tokens) => {
            let code =
                syn::parse2(tokens.clone()).map_or_else(|_| tokens.to_string(), |file| prettyplease::unparse(&file));
            print!("{code}");
            ExitCode::SUCCESS
        }
        Err(found) => {
            for diagnostic in found {
                eprintln!("{}\n", diagnostic.render(&Source::new(&name, &text)));
            }
            ExitCode::FAILURE
        }
    }
}
