//! Markdown tables with one or more numbers in each cell, for example one for each outcome of an event.

/// A table with one or more numbers in each cell. A cell is empty if all its numbers are NaN.
pub struct Table {
    title: String,
    /// The heading of each column, and the number of values in each of its cells.
    columns: Vec<(String, usize)>,
    rows: Vec<(String, Vec<f64>)>,
}

impl Table {
    /// Returns an empty table. The title is the heading of the first column, which contains the names of the rows.
    #[must_use]
    pub fn new(title: &str, columns: Vec<(String, usize)>) -> Self {
        Self { title: title.into(), columns, rows: Vec::new() }
    }

    /// Adds a row. `numbers` contains the values of all cells of the row, in order.
    pub fn add(&mut self, name: &str, numbers: Vec<f64>) {
        self.rows.push((name.into(), numbers));
    }

    /// Returns the table as Markdown.
    #[must_use]
    pub fn render(&self) -> String {
        let headings: Vec<&str> = self.columns.iter().map(|(heading, _)| heading.as_str()).collect();
        let mut lines = vec![line(&self.title, &headings), format!("|---|{}", "---:|".repeat(self.columns.len()))];
        for (name, numbers) in &self.rows {
            let mut rest = numbers.iter();
            let cells: Vec<String> = self.columns.iter().map(|(_, count)| cell(rest.by_ref().take(*count))).collect();
            lines.push(line(name, &cells));
        }
        lines.join("\n")
    }
}

/// Formats an integer with commas between groups of three digits, such as `100,000`.
#[must_use]
pub fn grouped(number: usize) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

fn line<T: AsRef<str>>(first: &str, others: &[T]) -> String {
    let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
    format!("| {first} | {} |", others.join(" | "))
}

fn cell<'a>(numbers: impl Iterator<Item = &'a f64>) -> String {
    let numbers: Vec<f64> = numbers.copied().collect();
    if numbers.iter().all(|number| number.is_nan()) {
        return String::new();
    }
    numbers.into_iter().map(short).collect::<Vec<_>>().join(" / ")
}

/// Formats a number with three decimal places below 1, otherwise with about three significant digits. Numbers of 100 or
/// more have no decimal places, and numbers of 100,000 or more are shown in thousands, such as `123k`.
fn short(number: f64) -> String {
    match number {
        ..1.0 => format!("{number:.3}"),
        ..10.0 => format!("{number:.2}"),
        ..100.0 => format!("{number:.1}"),
        ..100_000.0 => format!("{number:.0}"),
        _ => format!("{:.0}k", number / 1000.0),
    }
}
