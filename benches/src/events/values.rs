//! Small random pieces of events: identifiers, times, exit codes, and the values of environment variables.

use fastrand::Rng;

/// The cluster in the story's pattern.
pub(super) const CLUSTER_ARN: &str = "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster";

/// The prefix of every ARN in these events.
pub(super) const ARN_START: &str = "arn:aws:ecs:ap-northeast-1:123456789012";

/// Sources that the story's pattern does not match.
pub(super) const OTHER_SOURCES: [&str; 6] =
    ["aws.ec2", "aws.batch", "aws.states", "aws.ecr", "com.example.build", "aws.autoscaling"];

/// Returns `length` random hexadecimal digits.
pub(super) fn hexadecimal(random: &mut Rng, length: usize) -> String {
    (0..length).map(|_| random.choice(b"0123456789abcdef").map_or('0', |digit| char::from(*digit))).collect()
}

/// Returns a random UUID.
pub(super) fn identifier(random: &mut Rng) -> String {
    [8, 4, 4, 4, 12].map(|length| hexadecimal(random, length)).join("-")
}

/// Returns a random timestamp, with up to three fractional digits.
pub(super) fn time(random: &mut Rng) -> String {
    let (day, hour, minute, second) = (random.u8(1..=28), random.u8(0..24), random.u8(0..60), random.u8(0..60));
    let fraction = match random.u16(0..1000) {
        0 => String::new(),
        milliseconds => format!(".{milliseconds:03}").trim_end_matches('0').to_owned(),
    };
    format!("2025-05-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Returns a random element of `choices`.
pub(super) fn one_of<'a>(random: &mut Rng, choices: &[&'a str]) -> &'a str {
    choices[random.usize(0..choices.len())]
}

/// Returns the exit code of a container that failed.
pub(super) fn failure(random: &mut Rng) -> u8 {
    [1, 1, 1, 2, 3, 101, 126, 127, 134, 137, 139, 255][random.usize(0..12)]
}

/// Returns the exit code of a container that was stopped because another one exited.
pub(super) fn stopped(random: &mut Rng) -> u8 {
    [143, 143, 143, 137, 0, 1][random.usize(0..6)]
}

/// Returns the value of an environment variable, escaped for a JSON string. Some values contain JSON and therefore
/// escaped quotes.
pub(super) fn environment_value(random: &mut Rng) -> String {
    match random.u8(0..8) {
        0 => format!(r#"{{\"level\":\"debug\",\"sink\":\"{}\"}}"#, hexadecimal(random, 12)),
        1 => format!("http://selenium-hub:4444/wd/hub/{}", hexadecimal(random, 8)),
        2 => format!("/var/lib/run-test/{}/results", hexadecimal(random, 6)),
        3 => random.u32(..).to_string(),
        4 => one_of(random, &["true", "false", "", "production", "chrome:stable"]).to_owned(),
        _ => {
            let length = random.usize(16..96);
            (0..length).map(|_| random.alphanumeric()).collect()
        }
    }
}
