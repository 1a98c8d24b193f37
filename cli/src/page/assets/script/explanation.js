// The judgement of a cell as a tree of words, and as marks in both texts.

/** Returns all parts of a judgement with their number and depth. */
function numbered(parts, depth = 0, all = []) {
  for (const part of parts) {
    const entry = { id: all.length, depth, part, isLeaf: part.parts.length === 0 };
    all.push(entry);
    numbered(part.parts, depth + 1, all);
  }
  return all;
}

/** Whether neither a part nor any part inside it fails. */
const holdsWithin = (part) => part.holds !== false && (part.holds === true || part.parts.every(holdsWithin));

const outcome = (part) => (part.holds === true ? "holds" : part.holds === false ? "fails" : "neutral");
const SIGNS = { holds: "✓", fails: "✗", neutral: "" };

/** Returns the marks of the pattern: leaves that hold and leaves that do not, and the objects around them. */
function patternMarks(entries) {
  const marks = [];
  const gutter = [];
  for (const { id, part, isLeaf } of entries) {
    if (!part.span) continue;
    const state = outcome(part);
    marks.push({ span: part.span, part: id, classes: isLeaf ? `leaf ${state}` : "" });
    if (SIGNS[state]) gutter.push({ span: part.span, sign: SIGNS[state] });
  }
  return { marks, gutter };
}

/** Returns the marks of the event: the values that leaves were compared with, and the chosen elements of arrays. */
function eventMarks(entries) {
  const marks = [];
  const gutter = [];
  for (const { id, part, isLeaf } of entries) {
    for (const found of part.found ?? []) {
      if (!found.span) continue;
      if (isLeaf) {
        const state = found.chosen === false ? "candidate" : outcome(part);
        marks.push({ span: found.span, part: id, classes: `leaf ${state}` });
        if (found.chosen !== false && SIGNS[state]) gutter.push({ span: found.span, sign: SIGNS[state] });
      } else {
        gutter.push({ span: found.span, part: id, label: holdsWithin(part) ? "matches" : "comes closest" });
      }
    }
  }
  return { marks, gutter };
}

/** Creates the tree of words. `choose(id)` follows the pointer and the focus; `jump(id)` goes to the text. */
function explanationTree(entries, choose, jump) {
  const rows = entries.map(({ id, depth, part }) => {
    const state = outcome(part);
    const sign = create(
      "span",
      { class: `sign ${state}`, "aria-label": { holds: "holds", fails: "does not hold" }[state] },
      SIGNS[state],
    );
    const words = part.words ? `${part.key}: ` : part.key;
    const button = create(
      "button",
      {
        type: "button",
        class: "part",
        "data-part": id,
        pointerenter: () => choose(id),
        pointerleave: () => choose(null),
        focus: () => choose(id),
        blur: () => choose(null),
        click: () => jump(id),
      },
      sign,
      create("span", { class: "part-words" }, create("span", { class: "part-key" }, words), part.words ?? ""),
    );
    button.style.paddingInlineStart = `${0.5 + depth * 1.25}rem`;
    return create("li", {}, button);
  });
  return create("ul", { class: "tree" }, ...rows);
}
