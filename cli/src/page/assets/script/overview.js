// The table of all events (down) and rules (across), with its filters.

const ROW_HEIGHT = 44;
/** The column of the answers for one rule, in pixels. In wider columns, the name of the rule is horizontal. */
const MIN_COLUMN = 38;
const MAX_VERTICAL_COLUMN = 72;
const MIN_HORIZONTAL_COLUMN = 118;
const MAX_COLUMN = 200;
const ONLY_COLUMN = 56;
/** The column of the events, in pixels. */
const MIN_FIRST_COLUMN = 300;
const MAX_FIRST_COLUMN = 420;

/** Returns a key for each entry that stays the same when others come and go: its name, numbered if it is repeated. */
function keysOf(entries) {
  const used = new Set();
  const counts = new Map();
  return entries.map(({ name }) => {
    let key = name;
    while (used.has(key)) {
      const count = (counts.get(name) ?? 1) + 1;
      counts.set(name, count);
      key = `${name}~${count}`;
    }
    used.add(key);
    return key;
  });
}

/** Returns the address of a cell within the page. A missing key means a rule or an event alone. */
function addressOf(rule, event) {
  const parts = [
    rule === undefined ? "" : `rule=${encodeURIComponent(rule)}`,
    event === undefined ? "" : `event=${encodeURIComponent(event)}`,
  ];
  return `#${parts.filter(Boolean).join("&")}`;
}

class Overview {
  state = null;
  ruleKeys = [];
  eventKeys = [];
  /** The indices of the events and rules that the filters let through. */
  events = [];
  foundRules = [];
  /** The indices of the rules in the table. On a narrow page, this is the chosen one. */
  rules = [];
  /** A cell for each answer. Copies of them are made faster than other cells. */
  #templates = Object.fromEntries(
    Object.entries(ANSWERS).map(([answer, { sign, words }]) => [
      answer,
      create("a", { class: `grid-cell ${answer}`, "aria-label": words }, sign),
    ]),
  );

  /** `isEdited(kind, key)` is whether a text has changes that are not saved. */
  constructor(isEdited) {
    this.isEdited = isEdited;
    this.grid = new Grid(byId("grid"), {
      cell: (row, column) => this.#cell(this.events[row], this.rules[column]),
      rowHeader: (row) => this.#rowHeader(this.events[row]),
      corner: () => Object.values(ANSWERS).map(({ sign, words }) => create("span", {}, `${sign} ${words}`)),
      columnHeader: (column) => this.#columnHeader(this.rules[column]),
    });
    for (const id of ["event-filter", "rule-filter", "answer-filter", "rule-choice"]) {
      byId(id).addEventListener("input", () => this.show());
    }
    narrow.addEventListener("change", () => this.show());
    new ResizeObserver(() => this.state && this.#setSize()).observe(byId("grid"));
  }

  setState(state) {
    const choice = this.ruleKeys[byId("rule-choice").value];
    this.state = state;
    this.ruleKeys = keysOf(state.rules);
    this.eventKeys = keysOf(state.events);
    this.#count();
    const options = state.rules.map((rule, index) => {
      return create("option", { value: index }, `${rule.name} (${this.matchesOfRule[index]} ✓)`);
    });
    byId("rule-choice").replaceChildren(...options);
    byId("rule-choice").value = Math.max(0, this.ruleKeys.indexOf(choice));
    this.#showNotes();
    this.show();
  }

  /** Shows what the filters let through. */
  show() {
    const { state } = this;
    if (!state) return;
    const words = (id) => byId(id).value.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (texts, wanted) => {
      const text = texts.filter(Boolean).join(" ").toLowerCase();
      return wanted.every((word) => text.includes(word));
    };
    const indices = (entries) => entries.map((_, index) => index);
    const ruleWords = words("rule-filter");
    const eventWords = words("event-filter");
    this.foundRules = indices(state.rules).filter((rule) => {
      return narrow.matches || has([state.rules[rule].name, state.rules[rule].file], ruleWords);
    });
    const choice = Number(byId("rule-choice").value);
    this.rules = narrow.matches ? this.foundRules.filter((rule) => rule === choice) : this.foundRules;
    this.events = indices(state.events).filter((event) => {
      const { name, source, detailType, time } = state.events[event];
      return has([name, source, detailType, time], eventWords) && this.#hasAnswer(event);
    });
    this.#setSize();
    this.#describe();
  }

  /** Moves the focus to the cell of a rule and an event, or to their header if one of them is not shown. */
  focusCell(rule, event) {
    const row = this.events.indexOf(event);
    const column = this.rules.indexOf(rule);
    if (row >= 0 || column >= 0) this.grid.focus(row, column);
    else this.grid.focus(0, 0);
  }

  /** Whether an event has the answer that is chosen, for at least one of the rules shown. */
  #hasAnswer(event) {
    const wanted = byId("answer-filter").value;
    if (wanted === "all") return true;
    const cells = this.state.cells[event];
    const some = (character) => this.rules.some((rule) => cells[rule] === character);
    if (wanted === "error") return Boolean(this.state.events[event].error) || some("e");
    return some("1") === (wanted === "match");
  }

  #count() {
    const { rules, cells } = this.state;
    this.matchesOfRule = new Array(rules.length).fill(0);
    this.matchesOfEvent = cells.map((answers) => {
      let matches = 0;
      for (let rule = 0; rule < answers.length; rule += 1) {
        if (answers[rule] !== "1") continue;
        matches += 1;
        this.matchesOfRule[rule] += 1;
      }
      return matches;
    });
  }

  #setSize() {
    const width = byId("grid").clientWidth;
    if (!width) return;
    const rules = Math.max(1, this.rules.length);
    const between = (min, value, max) => Math.max(min, Math.min(max, Math.floor(value)));
    const isWide = !narrow.matches && (width - MIN_FIRST_COLUMN) / rules >= MIN_HORIZONTAL_COLUMN;
    let first = Math.min(MAX_FIRST_COLUMN, Math.round(width * 0.42));
    let column = between(MIN_COLUMN, (width - first) / rules, MAX_VERTICAL_COLUMN);
    if (isWide) {
      first = between(MIN_FIRST_COLUMN, width - rules * MIN_HORIZONTAL_COLUMN, MAX_FIRST_COLUMN);
      column = between(MIN_HORIZONTAL_COLUMN, (width - first) / rules, MAX_COLUMN);
    } else if (narrow.matches) {
      first = width - ONLY_COLUMN;
      column = ONLY_COLUMN;
    }
    byId("grid").classList.toggle("wide-columns", isWide);
    const head = narrow.matches ? 0 : isWide ? 76 : 176;
    this.grid.show(this.events.length, this.rules.length, { row: ROW_HEIGHT, column, first, head });
  }

  #describe() {
    const { state } = this;
    const matches = this.matchesOfRule.reduce((sum, count) => sum + count, 0);
    const part = (shown, all, noun) => (shown === all ? plural(all, noun) : `${shown} of ${plural(all, noun)}`);
    const rules = narrow.matches
      ? plural(state.rules.length, "rule")
      : part(this.rules.length, state.rules.length, "rule");
    const text = `${part(this.events.length, state.events.length, "event")} × ${rules}`;
    const errors =
      state.rules.filter((rule) => rule.errors > 0).length + state.events.filter(({ error }) => error).length;
    byId("counts").replaceChildren(
      text,
      create("span", { class: "muted" }, ` · ${plural(matches, "match")}`),
      create("span", { class: "bad" }, errors ? ` · ${plural(errors, "error")}` : ""),
    );
    const isEmpty = this.events.length === 0 || this.rules.length === 0;
    byId("grid").hidden = isEmpty && this.rules.length === 0;
    byId("nothing").hidden = !isEmpty;
    byId("nothing").replaceChildren(...this.#whyNothing());
  }

  #whyNothing() {
    if (this.state.rules.length === 0) return ["There are no rules."];
    if (this.rules.length === 0) return ["No rule has these words."];
    if (this.state.events.length > 0) return ["No event passes the filter."];
    const link = create("a", { href: addressOf(this.ruleKeys[this.rules[0]]) }, "Open a rule");
    return ["There are no events. ", link, " and paste one."];
  }

  #showNotes() {
    const notes = byId("notes");
    const texts = this.state.notes ?? [];
    notes.hidden = texts.length === 0;
    notes.querySelector("summary").textContent = plural(texts.length, "note");
    notes.querySelector("ul").replaceChildren(...texts.map((text) => create("li", {}, ...inCode(text))));
  }

  #cell(event, rule) {
    const answer = ANSWER_OF[this.state.cells[event][rule]];
    const cell = this.#templates[answer].cloneNode(true);
    cell.href = addressOf(this.ruleKeys[rule], this.eventKeys[event]);
    return cell;
  }

  #rowHeader(event) {
    const { name, source, detailType, time, error } = this.state.events[event];
    const about = error
      ? create("span", { class: "bad" }, `! ${error}`)
      : [source, detailType, time?.replace("T", " ")].filter(Boolean).join(" · ");
    const matches = this.matchesOfEvent[event];
    const key = this.eventKeys[event];
    // On a narrow page, the name is the larger target for the one cell of the row.
    const href = addressOf(narrow.matches ? this.ruleKeys[this.rules[0]] : undefined, key);
    return create(
      "a",
      { class: "grid-event", href, title: name },
      create("span", { class: "grid-name" }, name, this.#editedSign("event", key)),
      create("span", { class: "grid-about" }, about),
      create(
        "span",
        { class: matches ? "count some" : "count", title: `matches ${plural(matches, "rule")}` },
        `${matches}`,
      ),
    );
  }

  #columnHeader(rule) {
    const { name, file, line, errors, warnings } = this.state.rules[rule];
    const matches = this.matchesOfRule[rule];
    const key = this.ruleKeys[rule];
    const found = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")]
      .filter(Boolean)
      .join(", ");
    const title = [`${name} (${file}:${line})`, `matches ${plural(matches, "event")}`, found]
      .filter(Boolean)
      .join("\n");
    return create(
      "a",
      { class: "grid-rule", href: addressOf(key), title },
      create("span", { class: "grid-name" }, ...wrappable(name), this.#editedSign("rule", key)),
      create(
        "span",
        { class: "grid-counts" },
        errors ? create("span", { class: "badge bad" }, `${errors}!`) : null,
        !errors && warnings ? create("span", { class: "badge warn" }, `${warnings}⚠`) : null,
        create("span", { class: matches ? "count some" : "count" }, `${matches}`),
      ),
    );
  }

  #editedSign(kind, key) {
    return this.isEdited(kind, key) ? create("span", { class: "edited", title: "edited, not saved" }, " ●") : null;
  }
}
