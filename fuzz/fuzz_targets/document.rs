//! Fuzzes the reader of documents: arbitrary text as a document, followed by the files that it can refer to.
#![no_main]

use event_pattern_fuzz::document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    document::check(bytes);
});
