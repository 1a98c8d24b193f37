//! `schema infer`: makes a document from events.

use crate::archive::for_each_event;
use crate::arguments::{Documents, InferSchemaArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::inference::Inference;
use crate::known_events::KnownEvents;
use crate::{input, output};

/// Prints a document that describes all events of an archive.
pub(crate) fn run(arguments: &InferSchemaArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&Documents::default())?;
    let inputs = input::inputs(&arguments.files, &arguments.s3)?;
    let mut inference = Inference::default();
    let exit = for_each_event(&inputs, &known, &mut |_, event| inference.add(event));
    let schemas = inference.schemas();
    match schemas.as_slice() {
        [] => output::report("error: there are no events"),
        [only] => output::print(event_pattern_documents::write(only).trim_end())?,
        several => {
            let several: Vec<_> = several.iter().collect();
            output::print(event_pattern_documents::write_all(&several).trim_end())?;
        }
    }
    Ok(if schemas.is_empty() && exit == Exit::Success { Exit::InvalidEvent } else { exit })
}
