//! The files of the page.

pub(crate) const INDEX: &str = include_str!("assets/index.html");

pub(crate) const STYLE: &str = include_str!("assets/style.css");

/// The script, one module. Its files are in the order in which they use each other.
pub(crate) const SCRIPT: &str = concat!(
    include_str!("assets/script/elements.js"),
    "\n",
    include_str!("assets/script/source.js"),
    "\n",
    include_str!("assets/script/marks.js"),
    "\n",
    include_str!("assets/script/editor.js"),
    "\n",
    include_str!("assets/script/grid.js"),
    "\n",
    include_str!("assets/script/overview.js"),
    "\n",
    include_str!("assets/script/explanation.js"),
    "\n",
    include_str!("assets/script/diagnostics.js"),
    "\n",
    include_str!("assets/script/pane.js"),
    "\n",
    include_str!("assets/script/tabs.js"),
    "\n",
    include_str!("assets/script/cell.js"),
    "\n",
    include_str!("assets/script/start.js"),
);
