//! The schemas of events that AWS services send, for [event-pattern](https://docs.rs/event-pattern).
//!
//! - `data/checked.txt` is made from the documents in `documents/`, one for each event type, which were compared with the
//!   documentation of the services and with real events. A test makes it again and compares.
//! - `data/described.txt` is the same with descriptions, which the feature `descriptions` adds to the schemas. Without it,
//!   programs that parse patterns at run time do not contain them.
//! - `data/sources.txt` lists the sources of AWS. Most of them also, or only, send records of AWS CloudTrail.
//! - `data/inferred.txt` has the event types of a public database that has no document here. The file `NOTICE` names its
//!   origin.
//!
//! ```
//! let schema = event_pattern_catalogue::aws().find("aws.s3", "Object Created").unwrap();
//! assert!(schema.detail().unwrap().field("bucket").is_some());
//! ```

use event_pattern_compiler::schema::Catalogue;
use std::sync::LazyLock;

/// The event types that were compared with the documentation.
const CHECKED: &str = if cfg!(feature = "descriptions") {
    include_str!("../data/described.txt")
} else {
    include_str!("../data/checked.txt")
};

/// The other event types.
const INFERRED: &str = include_str!("../data/inferred.txt");

/// Returns the schemas of events that AWS services send, with descriptions only if the feature `descriptions` is enabled.
///
/// At first, only the start of each record is found. A record is read when its schema is needed.
#[must_use]
pub fn aws() -> &'static Catalogue {
    static AWS: LazyLock<Catalogue> = LazyLock::new(|| {
        Catalogue::from_compact(&[CHECKED, INFERRED]).with_sources(include_str!("../data/sources.txt"))
    });
    &AWS
}
