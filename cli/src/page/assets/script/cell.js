// An open cell: a pattern and an event next to each other, judged as they are edited.

const TABS_AFTER_MILLISECONDS = 300;

class Cell {
  #entries = [];
  #wanted = null;
  #isJudging = false;
  /** Counts what is shown, so that answers about something else are dropped. */
  #shown = 0;
  #tabsTimer;
  #revealTimer;

  /** `refresh()` reads the state again. */
  constructor(overview, refresh) {
    this.overview = overview;
    const listeners = {
      input: () => this.#edited(),
      point: (pane, piece, x, y) => this.#point(pane, piece, x, y),
      caret: (pane, marks) => this.#caret(pane, marks),
      saved: () => refresh(),
    };
    this.pattern = new Pane(byId("pattern-pane"), "rule", "Pattern", listeners);
    this.event = new Pane(byId("event-pane"), "event", "Event", listeners);
    this.tabs = new Tabs();
  }

  /** Shows a rule and an event; either may be missing. */
  async open(rule, event) {
    this.#shown += 1;
    const shown = this.#shown;
    this.#wanted = null;
    const { state, ruleKeys, eventKeys } = this.overview;
    const [ruleKey, eventKey] = [ruleKeys[rule], eventKeys[event]];
    const isOther = ruleKey !== this.pattern.key || eventKey !== this.event.key;
    this.pattern.awaitText(ruleKey);
    this.event.awaitText(eventKey);
    byId("cell").setAttribute("aria-busy", "true");
    const [ruleDetail, eventDetail] = await Promise.all([
      rule === undefined ? null : source.rule(rule),
      event === undefined ? null : source.event(event),
    ]);
    const textsNow = () => ({
      pattern: this.pattern.textFor(ruleKey, ruleDetail),
      event: this.event.textFor(eventKey, eventDetail),
    });
    const texts = textsNow();
    const differs = texts.pattern !== (ruleDetail?.text ?? "") || texts.event !== (eventDetail?.text ?? "");
    const isPair = rule !== undefined && event !== undefined;
    const answer = differs
      ? await source.judge(texts.pattern, texts.event)
      : { pattern: ruleDetail, event: eventDetail, judgement: isPair ? await source.cell(event, rule) : null };
    if (shown !== this.#shown) return;
    this.name = state.rules[rule]?.name;
    byId("rule-name").textContent = this.name ?? "no rule";
    byId("event-name").textContent = state.events[event]?.name ?? "no event";
    const { pattern, event: eventText } = textsNow();
    const isTyping = pattern !== texts.pattern || eventText !== texts.event;
    this.pattern.load(ruleKey, rule, ruleDetail);
    this.event.load(eventKey, event, eventDetail);
    // While someone types, the answer is about an older text, and one about the text itself is on its way.
    if (!isTyping) this.#show(answer);
    if (differs) this.#showTabsSoon();
    else this.tabs.setRule(ruleDetail);
    byId("cell").setAttribute("aria-busy", "false");
    if (isOther) this.event.editor.revealFailure();
  }

  /** Leaves the cell. Edited texts are kept. */
  close() {
    this.#shown += 1;
    this.#wanted = null;
    clearTimeout(this.#tabsTimer);
    byId("hint").hidden = true;
  }

  /** Judges the texts as they are now. One request is under way at a time, and the latest texts follow. */
  async #edited() {
    this.#wanted = { pattern: this.pattern.text, event: this.event.text };
    this.#showTabsSoon();
    if (this.#isJudging) return;
    this.#isJudging = true;
    while (this.#wanted) {
      const { pattern, event } = this.#wanted;
      const shown = this.#shown;
      this.#wanted = null;
      try {
        const answer = await source.judge(pattern, event);
        if (this.#wanted || shown !== this.#shown) continue;
        this.#show(answer);
      } catch (error) {
        if (!this.#wanted && shown === this.#shown) this.#showAnswer("error", failureText(error));
      }
    }
    this.#isJudging = false;
  }

  #showTabsSoon() {
    clearTimeout(this.#tabsTimer);
    this.#tabsTimer = setTimeout(() => this.#showTabs(), TABS_AFTER_MILLISECONDS);
  }

  async #showTabs() {
    const shown = this.#shown;
    const text = this.pattern.text;
    try {
      const detail = await source.ruleOf(text, this.name);
      if (shown === this.#shown && text === this.pattern.text) this.tabs.setRule(detail);
    } catch {
      // The judgement of the same text reports why there is no answer.
    }
  }

  /** Shows an answer of `/api/judge`. */
  #show({ pattern, event, judgement }) {
    this.#entries = numbered(judgement?.parts ?? []);
    this.pattern.describe(pattern, patternMarks(this.#entries));
    this.event.describe(event, eventMarks(this.#entries));
    this.tabs.setExplanation(() => this.#explanation());
    if (!this.pattern.text.trim()) this.#showAnswer("none", "Paste a pattern, or choose a rule.");
    else if (!this.event.text.trim()) this.#showAnswer("none", "Paste an event, or choose one.");
    else if (judgement) this.#showAnswer(judgement.answer, judgement.summary);
    // The parts have other numbers now.
    this.#point(this.pattern, null);
    const focused = [this.pattern, this.event].find((pane) => pane.editor.area === document.activeElement);
    if (focused) this.#caret(focused, focused.marksAtCaret());
  }

  #showAnswer(answer, summary) {
    const { sign, title } = ANSWERS[answer] ?? { sign: "", title: "Nothing to judge yet" };
    byId("verdict").className = `verdict ${answer}`;
    byId("answer").replaceChildren(create("span", { class: "sign", "aria-hidden": "true" }, sign), title);
    byId("summary").replaceChildren(...inCode(summary[0].toUpperCase() + summary.slice(1)));
    announce(`${title}: ${summary}`);
  }

  #explanation() {
    if (this.#entries.length === 0) return [create("p", { class: "about" }, "There is nothing to explain.")];
    const jump = (id) => {
      const { part } = this.#entries[id];
      const found = (part.found ?? []).find((each) => each.span && each.chosen !== false) ?? part.found?.[0];
      if (found?.span) this.event.editor.select(found.span);
      else if (part.span) this.pattern.editor.select(part.span);
    };
    const choose = (id) => this.#choose(id === null ? [] : [id]);
    return [
      create("p", { class: "about" }, "Choose a part to go to its value in the event."),
      explanationTree(this.#entries, choose, jump),
    ];
  }

  /** Emphasizes parts in both texts and in the tree, and brings them into view where the pointer is not. */
  #choose(parts, from = null) {
    clearTimeout(this.#revealTimer);
    const first = [this.pattern, this.event].map((pane) => [pane, pane.editor.activate(parts)]);
    for (const button of document.querySelectorAll(".part")) {
      button.classList.toggle("active", parts.includes(Number(button.dataset.part)));
    }
    if (parts.length === 0) return;
    this.#revealTimer = setTimeout(() => {
      for (const [pane, element] of first) if (pane !== from && element?.isConnected) pane.editor.reveal(element);
    }, 120);
  }

  /** Joins a piece under the pointer with the other text, and shows what is known about it. */
  #point(pane, piece, x, y) {
    if (piece === this.pointed) return;
    this.pointed = piece;
    const parts = piece?.dataset.parts.split(" ").filter(Boolean).map(Number) ?? [];
    // In the pattern, the innermost part counts; in the event, all the leaves that read the value.
    const chosen = pane === this.pattern ? parts.slice(-1) : parts;
    this.#choose(chosen, pane);
    const diagnostics = piece?.dataset.diagnostics.split(" ").filter(Boolean).map(Number) ?? [];
    this.#showHint(this.#describe(pane, chosen, diagnostics), pane, x, y);
  }

  #caret(pane, marks) {
    if (marks === null) {
      pane.caretLine.replaceChildren();
      this.#choose([]);
      return;
    }
    const parts = marks.filter((mark) => mark.part !== undefined).map((mark) => mark.part);
    const chosen = pane === this.pattern ? parts.slice(0, 1) : parts;
    const diagnostics = marks.filter((mark) => mark.diagnostic !== undefined).map((mark) => mark.diagnostic);
    this.#choose(chosen, pane);
    pane.caretLine.replaceChildren(...this.#describe(pane, chosen, diagnostics));
  }

  #describe(pane, parts, diagnostics) {
    const lines = diagnostics
      .map((index) => pane.diagnostics[index])
      .filter(Boolean)
      .map(({ severity, message, help }) => {
        return create(
          "span",
          { class: `hint-line ${severity}` },
          create("strong", {}, severity),
          " ",
          ...inCode(message),
          help ? create("span", { class: "hint-help" }, "help: ", ...inCode(help)) : null,
        );
      });
    for (const id of parts) {
      const part = this.#entries[id]?.part;
      if (!part) continue;
      const state = outcome(part);
      lines.push(
        create(
          "span",
          { class: "hint-line" },
          create("span", { class: `sign ${state}` }, SIGNS[state]),
          create("span", { class: "part-key" }, part.words ? `${part.path ?? part.key}: ` : (part.path ?? part.key)),
          part.words ?? "",
        ),
      );
    }
    return lines;
  }

  /** Shows lines next to the pointer, but never over the other text. */
  #showHint(lines, pane, x, y) {
    const hint = byId("hint");
    hint.hidden = lines.length === 0;
    if (hint.hidden) return;
    hint.replaceChildren(...lines);
    const { left, right } = pane.root.getBoundingClientRect();
    hint.style.maxWidth = `${right - left - 16}px`;
    const { width, height } = hint.getBoundingClientRect();
    hint.style.left = `${Math.max(left + 8, Math.min(x + 12, right - width - 8))}px`;
    // Below the whole leaf, unless that is far away.
    const pieces = [...pane.editor.sheet.querySelectorAll("span.active")];
    const bottom = Math.max(y, ...pieces.map((piece) => piece.getBoundingClientRect().bottom));
    const top = bottom > y + 80 ? y + 20 : bottom + 8;
    hint.style.top = `${top + height > innerHeight ? y - height - 12 : top}px`;
  }
}

const failureText = (error) => (error instanceof Refusal ? error.message : "the server does not answer");
