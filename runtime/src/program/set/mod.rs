//! Many rules in one program.

use super::engine;
use crate::json::JsonError;

/// Which rules of a set match the event, given as the compiler of patterns wrote the set. Calls `matched` with the number of
/// each, once or more, in any order.
///
/// `scratch` is working space of as many words as the compiler said, all of them zero.
///
/// # Errors
/// The bytes are no JSON object.
pub fn run_set(set: &[u8], json: &[u8], scratch: &mut [u64], mut matched: impl FnMut(usize)) -> Result<(), JsonError> {
    let mut rest = set;
    let mut number = 0;
    while let Some((length, behind)) = rest.split_first_chunk() {
        let Some((program, behind)) = behind.split_at_checked(u32::from_le_bytes(*length) as usize) else { break };
        if engine::run(program, json, scratch)? {
            matched(number);
        }
        number += 1;
        rest = behind;
    }
    Ok(())
}
