//! Fuzzes the reader of templates: arbitrary text as a file with rules, followed by the files that it can refer to.
#![no_main]

use event_pattern_fuzz::template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    template::check(bytes);
});
