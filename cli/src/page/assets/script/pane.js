// One of the two texts of a cell: its editor, where it is saved, and what is wrong with it.

/** Texts that were edited and are not saved: `{ text, base }`, where `base` is the text of the file at the time. */
const drafts = new Map();
const draftKey = (kind, key) => `${kind}\n${key ?? ""}`;
const isEdited = (kind, key) => drafts.has(draftKey(kind, key));

class Pane {
  #kind;
  #detail = null;

  /** `listeners` has `input()`, `point(pane, piece, x, y)`, `caret(pane, marks)` and `saved()`. */
  constructor(root, kind, title, listeners) {
    this.root = root;
    this.#kind = kind;
    this.listeners = listeners;
    this.editor = new Editor(title, {
      input: () => this.#input(),
      point: (piece, x, y) => listeners.point(this, piece, x, y),
      caret: (isThere) => listeners.caret(this, isThere ? this.marksAtCaret() : null),
    });
    this.editor.area.placeholder = `Paste ${kind === "rule" ? "a pattern" : "an event"} here`;
    this.editor.area.setAttribute("aria-describedby", `${kind}-caret`);
    this.file = create("span", { class: "file" });
    this.reason = create("span", { class: "reason", id: `${kind}-reason` });
    this.saveButton = create(
      "button",
      {
        type: "button",
        class: "small main",
        "aria-describedby": this.reason.id,
        click: () => this.save(),
      },
      "Save",
    );
    this.revertButton = create("button", { type: "button", class: "small", click: () => this.revert() }, "Revert");
    this.conflict = create("div", { class: "notice", role: "alert", hidden: true });
    this.caretLine = create("p", { class: "caret-line", id: `${kind}-caret` });
    this.findings = create("div", { class: "findings" });
    root.append(
      create(
        "div",
        { class: "pane-head" },
        create("h2", {}, title),
        this.file,
        this.reason,
        create(
          "span",
          { class: "buttons" },
          this.revertButton,
          this.saveButton,
          copyButton(() => this.text, title.toLowerCase()),
        ),
      ),
      this.conflict,
      this.editor.root,
      this.caretLine,
      this.findings,
    );
  }

  get text() {
    return this.editor.text;
  }

  get isEdited() {
    return isEdited(this.#kind, this.key);
  }

  /** Returns the marks at the caret, the innermost first. */
  marksAtCaret() {
    return this.editor.marksAt(this.editor.area.selectionStart);
  }

  /** Returns the text to show for a rule or an event: as it was edited, or that of its file. */
  textFor(key, detail) {
    return drafts.get(draftKey(this.#kind, key))?.text ?? detail?.text ?? "";
  }

  /** Prevents edits of a text that is about to be replaced by that of another rule or event. */
  awaitText(key) {
    if (key !== this.key) this.editor.readOnly = true;
  }

  /** Shows the text of a rule or an event. `describe` then shows what is known about it. */
  load(key, index, detail) {
    const isOther = key !== this.key;
    Object.assign(this, { key, index, revision: source.revision });
    this.#detail = detail;
    this.editor.readOnly = source.isReport || detail?.editable === false;
    this.editor.setText(this.textFor(key, detail));
    if (isOther) this.editor.root.scrollTop = 0;
    this.#showConflict(drafts.get(draftKey(this.#kind, key)));
    this.#showButtons();
  }

  /** Shows what is wrong with the text, and the marks of a judgement. `detail` is `null` if there is no text. */
  describe(detail, { marks, gutter }) {
    const { tokens = [], diagnostics = [], error = null, notes = [], checkedAgainst } = detail ?? {};
    this.diagnostics = error ? [error] : diagnostics;
    this.editor.setMarks(tokens, [...marks, ...diagnosticMarks(this.diagnostics, this.text)], gutter);
    const against = checkedAgainst ? [`Checked against ${checkedAgainst}.`] : [];
    const isUnchecked = checkedAgainst === null && this.text.trim() && this.diagnostics.length === 0;
    if (isUnchecked) against.push("Not checked against the fields of an event type: none is known for this pattern.");
    this.findings.replaceChildren(
      ...(this.diagnostics.length ? [diagnosticList(this.diagnostics, (span) => this.editor.select(span))] : []),
      ...[...against, ...notes].map((note) => create("p", { class: "muted" }, ...inCode(note))),
    );
  }

  async save() {
    if (this.#whyNotSaved() || !this.isEdited) return;
    const { key, index, revision, text } = this;
    try {
      await source.save(this.#kind, index, revision, text);
    } catch (error) {
      this.reason.textContent = error.status ? `Not saved: ${error.message}` : "Not saved: the server does not answer";
      announce(this.reason.textContent);
      if (error.status === 409) this.listeners.saved();
      return;
    }
    const draft = drafts.get(draftKey(this.#kind, key));
    if (draft?.text === text) drafts.delete(draftKey(this.#kind, key));
    else if (draft) draft.base = text;
    if (this.key === key && this.#detail) this.#detail.text = text;
    this.#showButtons();
    announce("Saved");
    this.listeners.saved();
  }

  revert() {
    drafts.delete(draftKey(this.#kind, this.key));
    this.editor.setText(this.#detail?.text ?? "");
    this.#showConflict(null);
    this.#showButtons();
    this.listeners.input();
    this.editor.area.focus();
  }

  #input() {
    const name = draftKey(this.#kind, this.key);
    const base = drafts.get(name)?.base ?? this.#detail?.text ?? "";
    if (this.text === base) drafts.delete(name);
    else drafts.set(name, { text: this.text, base });
    this.#showButtons();
    this.listeners.input();
  }

  /** Returns why the text cannot be saved, or an empty string. */
  #whyNotSaved() {
    if (!this.#detail) return "Not a file: copy the text to keep it";
    if (this.#detail.savedIn === null) {
      return this.#kind === "rule"
        ? "The rule is part of a template, which this page does not write: copy the pattern"
        : "The event is not a file of its own: copy the text to keep it";
    }
    return this.conflict.hidden ? "" : "The file has changed";
  }

  #showButtons() {
    const why = this.#whyNotSaved();
    this.file.textContent = this.#detail?.savedIn ?? "";
    this.file.title = this.file.textContent;
    for (const button of [this.saveButton, this.revertButton]) button.hidden = source.isReport || !this.isEdited;
    this.saveButton.disabled = why !== "";
    this.reason.textContent = this.isEdited ? why || "Edited" : "";
    this.reason.title = this.reason.textContent;
  }

  /** Says so if the file of an edited text has changed since, and lets people choose. */
  #showConflict(draft) {
    const text = this.#detail?.text ?? "";
    this.conflict.hidden = !draft || draft.base === text;
    if (this.conflict.hidden) return this.conflict.replaceChildren();
    const keep = () => {
      draft.base = text;
      this.#showConflict(draft);
      this.#showButtons();
      this.editor.area.focus();
    };
    this.conflict.replaceChildren(
      "The file has changed since you began to edit it. ",
      create("button", { type: "button", class: "small", click: () => this.revert() }, "Load the file"),
      " ",
      create("button", { type: "button", class: "small", click: keep }, "Keep my text"),
    );
  }
}

addEventListener("beforeunload", (event) => {
  if (drafts.size > 0) event.preventDefault();
});
