//! Generated code from a version other than that of the runtime.

use event_pattern::__private::{Generated, Set, Tables};

const RULE: Tables<'static> = Tables::new(0, b"");

#[derive(Clone, Copy)]
enum Alert {}

const _: () = {
    const SET: Set<'static> = Set::new(0, b"");

    impl Generated for Alert {
        type Words = [u64; 0];
        const ALL_BITS: [u64; 0] = [];
        const SET: Set<'static> = SET;
        const TABLES: &'static [Tables<'static>] = &[];
    }
};

fn main() {}
