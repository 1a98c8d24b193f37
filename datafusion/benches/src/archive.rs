//! The archive, in all its forms.

use crate::Failure;
use crate::query;
use fastrand::Rng;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use tokio::runtime::Runtime;

/// The rule that a container fails, by its path.
pub(crate) const PATTERN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/rules/run_test_failed.json");
const MATCHING: &str = include_str!("../../../examples/events/true_failure.json");
const OTHER: &str = include_str!("../../../examples/events/false_alarm.json");
/// The number of sources in the table that is sorted by source.
const SOURCES: usize = 20;
/// The number of files in the folder that a cluster reads. Each contains all events.
pub(crate) const PARTS: usize = 8;

/// An archive in which one event in 100 matches, and the others must be read to the container that did not fail.
pub(crate) struct Archive {
    pub(crate) events: usize,
    /// The size of all events, in bytes.
    pub(crate) bytes: usize,
    pub(crate) matches: usize,
    /// The number of matches in the sorted table.
    pub(crate) matches_of_one_source: usize,
    pub(crate) lines: PathBuf,
    pub(crate) compressed_lines: PathBuf,
    pub(crate) plain: PathBuf,
    pub(crate) compressed: PathBuf,
    /// A table of events from several sources, sorted by source.
    pub(crate) sorted: PathBuf,
    /// A folder of several files.
    pub(crate) parts: PathBuf,
}

impl Archive {
    /// Writes an archive of about this many bytes into a folder.
    pub(crate) fn write(folder: &Path, bytes: usize) -> Result<Self, Failure> {
        let mut archive = Self {
            events: 0,
            bytes: 0,
            matches: 0,
            matches_of_one_source: 0,
            lines: folder.join("events.ndjson"),
            compressed_lines: folder.join("events.ndjson.zst"),
            plain: folder.join("events.plain.parquet"),
            compressed: folder.join("events.zstd.parquet"),
            sorted: folder.join("sorted.parquet"),
            parts: folder.join("parts"),
        };
        let mixed = folder.join("mixed.ndjson");
        archive.write_lines(bytes, &mixed)?;
        let lines = File::open(&archive.lines)?;
        zstd::stream::copy_encode(lines, File::create(&archive.compressed_lines)?, 3)?;
        let runtime = Runtime::new()?;
        let copy = |from: &Path, sql: String| runtime.block_on(query::copy(from, &sql));
        let all = |to: &Path, compression: &str| {
            format!(
                "COPY lines TO '{}' STORED AS PARQUET OPTIONS (compression '{compression}', max_row_group_size 32768)",
                to.display()
            )
        };
        copy(&archive.lines, all(&archive.plain, "uncompressed"))?;
        copy(&archive.lines, all(&archive.compressed, "zstd(3)"))?;
        let sorted = "COPY (SELECT event, json_get_str(event, 'source') AS source FROM lines ORDER BY source) TO";
        let options = "STORED AS PARQUET OPTIONS (compression 'zstd(3)', max_row_group_size 8192)";
        copy(&mixed, format!("{sorted} '{}' {options}", archive.sorted.display()))?;
        fs::create_dir(&archive.parts)?;
        for part in 0..PARTS {
            fs::hard_link(&archive.plain, archive.parts.join(format!("{part}.parquet")))?;
        }
        Ok(archive)
    }

    /// Writes the lines, and lines in which most events are from other sources.
    fn write_lines(&mut self, bytes: usize, mixed: &Path) -> Result<(), Failure> {
        let (mut lines, mut mixed) = (BufWriter::new(File::create(&self.lines)?), BufWriter::new(File::create(mixed)?));
        let mut random = Rng::with_seed(20_261_130);
        let templates = [compact(OTHER), compact(MATCHING)];
        while self.bytes < bytes {
            let matches = random.u8(0..100) == 0;
            let task = format!("{:016x}", random.u64(..));
            let event = templates[usize::from(matches)].replace("7d2f1c9be0a84f3d", &task);
            writeln!(lines, "{event}")?;
            let source = random.usize(0..SOURCES);
            let other = event.replace("\"aws.ecs\"", &format!("\"my.service.{source}\""));
            writeln!(mixed, "{}", if source == 0 { &event } else { &other })?;
            self.events += 1;
            self.bytes += event.len() + 1;
            self.matches += usize::from(matches);
            self.matches_of_one_source += usize::from(matches && source == 0);
        }
        lines.flush()?;
        Ok(mixed.flush()?)
    }
}

/// Removes the white space of a JSON text whose strings do not contain line breaks.
fn compact(json: &str) -> String {
    json.lines().map(|line| line.trim().replacen("\": ", "\":", 1)).collect()
}
