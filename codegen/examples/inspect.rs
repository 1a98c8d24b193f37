//! Prints the Rust code that is generated for a pattern: `inspect FILE`, or `inspect '{ "source": ["aws.ecs"] }'`.

use event_pattern_codegen::{Preview, preview};
use event_pattern_compiler::diagnostic::Diagnostic;
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
                eprintln!("error: cannot read `{argument}`: {error}");
                return ExitCode::FAILURE;
            }
        }
    };
    let show = |diagnostics: &[Diagnostic]| {
        for diagnostic in diagnostics {
            eprintln!("{}\n", diagnostic.render(&Source::new(&name, &text)));
        }
    };
    match preview("rule", &text, &[]) {
        Ok(Preview { rust, warnings }) => {
            show(&warnings);
            let plain = rust.to_string();
            print!("{}", syn::parse2(rust).map_or(plain, |file| prettyplease::unparse(&file)));
            ExitCode::SUCCESS
        }
        Err(errors) => {
            show(&errors);
            ExitCode::FAILURE
        }
    }
}
