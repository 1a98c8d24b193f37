//! Processes and what they use.

use crate::Failure;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a process used, and what it printed besides the number of matches.
#[derive(Debug, Clone)]
pub(crate) struct Usage {
    /// Seconds of processor time.
    pub(crate) processor: f64,
    /// Seconds by the clock.
    pub(crate) clock: f64,
    pub(crate) notes: String,
}

/// Runs a process that prints the number of matches, and checks the number.
///
/// The output is the number and notes, or JSON text with the number.
pub(crate) fn run(command: &mut Command, matches: usize) -> Result<Usage, Failure> {
    let (before, start) = (children()?, Instant::now());
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output()?;
    let clock = start.elapsed().as_secs_f64();
    let processor = children()? - before;
    let text = String::from_utf8(output.stdout)?;
    let member = ["\"matched\": ", "\"matches\":"].iter().find_map(|member| text.split_once(member));
    let found = member.map_or(&*text, |(_, rest)| rest);
    let digits = found.len() - found.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let (number, notes) = found.split_at(digits);
    if !output.status.success() || number.parse() != Ok(matches) {
        let messages = String::from_utf8_lossy(&output.stderr);
        return Err(format!("expected {matches} matches from {command:?}, found `{text}`\n{messages}").into());
    }
    Ok(Usage { processor, clock, notes: notes.trim().to_owned() })
}

/// Returns the processor time of all finished processes that this one started, in seconds.
fn children() -> Result<f64, Failure> {
    /// Ticks per second in `/proc` on all architectures of Linux.
    const TICKS: f64 = 100.0;
    let text = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, which is in parentheses, may contain spaces.
    let (_, fields) = text.rsplit_once(") ").ok_or("the processor time is not available")?;
    let mut times = fields.split(' ').skip(13).map(str::parse::<f64>);
    let mut next = || times.next().ok_or("the processor time is not available");
    Ok((next()?? + next()??) / TICKS)
}

/// Returns the usage with the median of the processor times.
pub(crate) fn median(usages: &mut [Usage]) -> Usage {
    usages.sort_by(|one, other| one.processor.total_cmp(&other.processor));
    usages[usages.len() / 2].clone()
}
