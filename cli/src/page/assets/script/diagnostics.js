// Errors and warnings: underlined in the text, and as a list whose entries lead to their place.

/** Returns the marks of diagnostics and of the notes that have a place of their own. */
function diagnosticMarks(diagnostics, text) {
  const marks = [];
  diagnostics.forEach((diagnostic, index) => {
    if (!diagnostic.span) return;
    const span = visibleSpan(diagnostic.span, text);
    marks.push({ span, classes: `d-${diagnostic.severity}`, diagnostic: index });
    for (const note of diagnostic.notes ?? []) {
      if (note.span) marks.push({ span: note.span, classes: "d-note", diagnostic: index });
    }
  });
  return marks;
}

/** Returns a span, or the character before it if there is nothing to underline in it, as at the end of a text. */
function visibleSpan([from, to], text) {
  if (text.slice(from, to).trim()) return [from, to];
  const end = text.slice(0, to).trimEnd().length;
  return [Math.max(0, end - 1), end];
}

/** Creates the list of diagnostics. `jump(span)` goes to the place in the text. */
function diagnosticList(diagnostics, jump) {
  const entries = diagnostics.map((diagnostic) => {
    const place = (span) => (span ? { type: "button", class: "place", click: () => jump(span) } : null);
    const message = (text, span) =>
      span ? create("button", place(span), ...inCode(text)) : create("span", {}, ...inCode(text));
    const { severity, name, help, notes = [] } = diagnostic;
    return create(
      "li",
      { class: `diagnostic ${severity}` },
      create(
        "p",
        {},
        create("strong", {}, severity),
        " ",
        message(diagnostic.message, diagnostic.span),
        " ",
        name ? create("code", { class: "lint" }, name) : null,
      ),
      ...notes.map((note) =>
        create("p", { class: "more" }, create("span", { class: "label" }, "note: "), message(note.message, note.span)),
      ),
      help ? create("p", { class: "more" }, create("span", { class: "label" }, "help: "), ...inCode(help)) : null,
    );
  });
  return create("ul", { class: "diagnostics", "aria-label": "Errors and warnings" }, ...entries);
}
