// Cuts a text into lines and pieces, so that syntax, leaves and diagnostics can overlap.

/** Returns where two texts differ: the offset, and how many characters are removed and inserted there. */
function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { start, removed: before.length - start - end, inserted: after.length - start - end };
}

/** Returns a span of the text as it is after an edit. */
function shifted([from, to], { start, removed, inserted }) {
  const move = (offset) => {
    if (offset <= start) return offset;
    return offset >= start + removed ? offset + inserted - removed : Math.min(offset, start + inserted);
  };
  // What is typed at the end of a span, as a word grows, belongs to the span.
  const end = to === start && removed === 0 && from < to ? to + inserted : move(to);
  return [from === start && removed === 0 ? from + inserted : move(from), end];
}

/**
 * Returns the lines of a text, each as pieces `{ text, classes, parts, diagnostics }`.
 *
 * A mark is `{ span, classes, part, diagnostic }`. Marks may overlap; a piece has all the classes of the marks that
 * cover it.
 */
function cut(text, tokens, marks) {
  const starts = new Map();
  const edges = new Set([0]);
  const add = (from, to, mark) => {
    from = Math.max(0, from);
    to = Math.min(text.length, to);
    if (from >= to) return;
    edges.add(from).add(to);
    const open = { mark, to };
    if (starts.has(from)) starts.get(from).push(open);
    else starts.set(from, [open]);
  };
  for (const [from, to, kind] of tokens) add(from, to, { classes: `t-${kind}` });
  for (const mark of marks) add(mark.span[0], mark.span[1], mark);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) edges.add(at).add(at + 1);
  edges.add(text.length);

  const offsets = [...edges].sort((a, b) => a - b);
  const lines = [[]];
  let open = [];
  offsets.forEach((from, index) => {
    const to = offsets[index + 1];
    open = open.filter((other) => other.to > from).concat(starts.get(from) ?? []);
    if (to === undefined) return;
    if (text[from] === "\n") {
      lines.push([]);
      return;
    }
    const covering = open.map((other) => other.mark);
    lines.at(-1).push({
      text: text.slice(from, to),
      classes: [...new Set(covering.map((mark) => mark.classes).filter(Boolean))].join(" "),
      parts: covering
        .filter((mark) => mark.part !== undefined)
        .map((mark) => mark.part)
        .join(" "),
      diagnostics: covering
        .filter((mark) => mark.diagnostic !== undefined)
        .map((mark) => mark.diagnostic)
        .join(" "),
    });
  });
  return lines;
}

/** Returns the numbers of the lines, from 0, that a span touches. */
function linesOf(text, [from, to]) {
  const before = text.slice(0, from).split("\n").length - 1;
  const inside = text.slice(from, Math.max(from, to)).split("\n").length;
  return [before, before + inside];
}
