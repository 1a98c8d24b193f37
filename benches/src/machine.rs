//! The environment of a measurement: processor, instruction sets, compiler and date.

use std::fs;
use std::process::Command;

/// Returns a line of text for each property.
#[must_use]
pub fn description() -> [String; 4] {
    [
        format!("- Processor: {}", processor()),
        format!("- Instruction sets: {}", instruction_sets().join(", ")),
        format!("- Compiler: {}", env!("COMPILER")),
        format!("- Date: {}", date()),
    ]
}

fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = information.lines().find(|line| line.split(':').next().is_some_and(|key| key.trim() == name))?;
        line.split_once(':').map(|(_, value)| value.trim())
    };
    match (field("model name"), field("cpu family"), field("model")) {
        (Some(name), Some(family), Some(model)) => format!("{name}, family {family}, model {model}"),
        (Some(name), ..) => name.to_owned(),
        _ => format!("unknown, {}", std::env::consts::ARCH),
    }
}

fn date() -> String {
    let output = Command::new("date").args(["-u", "+%Y-%m-%d"]).output();
    output.map_or_else(|_| "unknown".into(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(target_arch = "x86_64")]
fn instruction_sets() -> Vec<&'static str> {
    macro_rules! available {
        ($($name:tt),*) => {
            [$(($name, is_x86_feature_detected!($name))),*]
        };
    }
    let sets = available!(
        "sse2",
        "ssse3",
        "sse4.2",
        "popcnt",
        "pclmulqdq",
        "bmi1",
        "bmi2",
        "avx2",
        "avx512f",
        "avx512bw",
        "avx512vl",
        "avx512vbmi",
        "avx512vbmi2"
    );
    sets.into_iter().filter_map(|(name, is_available)| is_available.then_some(name)).collect()
}

#[cfg(not(target_arch = "x86_64"))]
fn instruction_sets() -> Vec<&'static str> {
    vec![std::env::consts::ARCH]
}
