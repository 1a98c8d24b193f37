// Shows a text with its marks, and lets people edit it.
//
// A transparent text area lies exactly over the marked text. So the browser does what it does for every text field:
// undo, paste, input methods, and Tab that moves on.

class Editor {
  text = "";
  #tokens = [];
  #marks = [];
  #gutter = [];
  #drawn = [];

  /**
   * `listeners` are `input()`, `point(piece, x, y)` for the piece under the pointer or `null`, and `caret(isThere)` after the
   * caret has moved or left.
   */
  constructor(label, listeners) {
    this.sheet = create("pre", { class: "marked", "aria-hidden": "true" });
    this.area = create("textarea", {
      "aria-label": label,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      wrap: "soft",
      rows: "1",
      input: () => {
        this.#replaceText(this.area.value);
        listeners.input();
      },
      pointermove: (event) => listeners.point(this.#pieceAt(event), event.clientX, event.clientY),
      pointerleave: () => listeners.point(null),
      // A text area has no event of its own for the caret that all browsers send.
      keyup: () => listeners.caret(true),
      click: () => listeners.caret(true),
      blur: () => listeners.caret(false),
    });
    this.root = create("div", { class: "editor" }, create("div", { class: "sheet" }, this.sheet, this.area));
  }

  /** Shows another text, and keeps the caret and the scroll position where they are. */
  setText(text) {
    if (text === this.text && text === this.area.value) return;
    this.#replaceText(text);
    const { selectionStart, selectionEnd } = this.area;
    this.area.value = text;
    this.area.setSelectionRange(selectionStart, selectionEnd);
  }

  /** `marks` are those of `cut`; `gutter` has `{ span, sign, classes, label, part }` for signs next to the lines. */
  setMarks(tokens, marks, gutter) {
    this.#tokens = tokens;
    this.#marks = marks;
    this.#gutter = gutter;
    this.#draw();
  }

  set readOnly(value) {
    this.area.readOnly = value;
  }

  /** Selects a span, moves the focus there and shows it. */
  select([from, to]) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(from, Math.max(from, to));
    this.reveal(this.#lineOf(from));
  }

  /** Emphasizes the pieces and lines of a part, and returns the first of them. */
  activate(parts) {
    for (const element of this.sheet.querySelectorAll(".active")) element.classList.remove("active");
    const found = parts.flatMap((part) => [
      ...this.sheet.querySelectorAll(`[data-parts~="${part}"], [data-elements~="${part}"]`),
    ]);
    for (const element of found) element.classList.add("active");
    return found[0];
  }

  /** Scrolls to the first leaf that fails. */
  revealFailure() {
    const failure = this.sheet.querySelector(".leaf.fails");
    if (failure) this.reveal(failure, "instant");
  }

  /** Scrolls the text, and not the page, until an element of it is visible. */
  reveal(element, behavior = scrollBehaviour()) {
    const outer = this.root.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
    const top = this.root.scrollTop + inner.top - outer.top - outer.height / 3;
    this.root.scrollTo({ top, behavior });
  }

  /** Returns the marks at an offset, the innermost first. */
  marksAt(offset) {
    const around = this.#marks.filter((mark) => mark.span[0] <= offset && offset <= mark.span[1]);
    const length = (mark) => mark.span[1] - mark.span[0];
    return around.sort((a, b) => length(a) - length(b));
  }

  #lineOf(offset) {
    return this.sheet.children[linesOf(this.text, [0, offset])[1] - 1];
  }

  #pieceAt(event) {
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    return under.find((element) => element.dataset.parts !== undefined && this.sheet.contains(element)) ?? null;
  }

  /** Moves all marks along with an edit, so that they stay in place until the new text has been judged. */
  #replaceText(text) {
    const edit = difference(this.text, text);
    this.text = text;
    this.#tokens = this.#tokens.map(([from, to, kind]) => [...shifted([from, to], edit), kind]);
    const move = (mark) => ({ ...mark, span: shifted(mark.span, edit) });
    this.#marks = this.#marks.map(move);
    this.#gutter = this.#gutter.map(move);
    this.#draw();
  }

  /** Draws the lines that differ from those drawn before. */
  #draw() {
    const lines = cut(this.text, this.#tokens, this.#marks).map((pieces) => ({ pieces }));
    for (const note of this.#gutter) {
      const [from, to] = linesOf(this.text, note.span);
      for (let number = from; number < to && number < lines.length; number += 1) {
        const line = lines[number];
        if (note.label !== undefined) {
          line.elements = [line.elements, note.part].filter((part) => part !== undefined).join(" ");
          if (number === from) line.label = note.label;
        } else if (number === from && line.sign !== "✗") {
          line.sign = note.sign;
        }
      }
    }
    const drawn = lines.map((line) => ({ key: JSON.stringify(line), line }));
    const old = this.#drawn;
    let start = 0;
    while (start < drawn.length && start < old.length && drawn[start].key === old[start].key) start += 1;
    let end = 0;
    const rest = Math.min(drawn.length, old.length) - start;
    while (end < rest && drawn[drawn.length - 1 - end].key === old[old.length - 1 - end].key) end += 1;
    const removed = [...this.sheet.children].slice(start, old.length - end);
    const following = this.sheet.children[old.length - end] ?? null;
    const added = document.createDocumentFragment();
    for (const { line } of drawn.slice(start, drawn.length - end)) added.append(drawLine(line));
    for (const element of removed) element.remove();
    this.sheet.insertBefore(added, following);
    this.#drawn = drawn;
  }
}

function drawLine({ pieces, sign, label, elements }) {
  const line = create("div", { class: elements === undefined ? "line" : "line element" });
  if (sign) line.dataset.sign = sign;
  if (label) line.append(create("span", { class: "tag" }, label));
  if (elements !== undefined) line.dataset.elements = elements;
  for (const piece of pieces) {
    if (!piece.classes && !piece.parts && !piece.diagnostics) {
      line.append(piece.text);
      continue;
    }
    const span = create("span", { class: piece.classes || null }, piece.text);
    if (piece.parts || piece.diagnostics) {
      span.dataset.parts = piece.parts;
      span.dataset.diagnostics = piece.diagnostics;
    }
    line.append(span);
  }
  return line;
}
