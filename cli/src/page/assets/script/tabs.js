// The tabs of a cell: the explanation, and what the command makes of the rule.

class Tabs {
  #shown = "explanation";
  #panels = {};
  #deployed = "";

  constructor() {
    this.list = byId("tabs");
    this.panel = byId("panel");
    const names = { explanation: "Explanation", prefilter: "Pre-filter", deploy: "Deploy", rust: "Rust" };
    this.tabs = Object.entries(names).map(([id, name]) =>
      create(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${id}`,
          "data-tab": id,
          "aria-controls": "panel",
          click: () => this.choose(id),
        },
        name,
      ),
    );
    this.list.append(...this.tabs);
    this.list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const index = this.tabs.findIndex((tab) => tab.dataset.tab === this.#shown);
      const next = this.tabs[(index + step + this.tabs.length) % this.tabs.length];
      this.choose(next.dataset.tab);
      next.focus();
      event.preventDefault();
    });
    this.choose("explanation");
  }

  choose(id) {
    this.#shown = id;
    for (const tab of this.tabs) {
      const isShown = tab.dataset.tab === id;
      tab.setAttribute("aria-selected", isShown);
      tab.tabIndex = isShown ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", `tab-${id}`);
    this.panel.replaceChildren(...(this.#panels[id]?.() ?? []));
  }

  setExplanation(make) {
    this.#panels.explanation = make;
    if (this.#shown !== "explanation") return;
    const focused = this.panel.contains(document.activeElement) ? document.activeElement.dataset.part : undefined;
    this.choose("explanation");
    if (focused !== undefined) this.panel.querySelector(`[data-part="${focused}"]`)?.focus();
  }

  /** Shows the details of a rule: the answer of `/api/rules` or `/api/rule`. */
  setRule(detail) {
    const paragraph = (text) => (text ? [create("p", { class: "about" }, ...inCode(text))] : []);
    this.#panels.prefilter = () => [
      ...paragraph(detail?.prefilterNote),
      ...(detail?.prefilter ? [snippet(detail.prefilter, "the pre-filter")] : []),
    ];
    this.#panels.deploy = () => this.#deploy(detail?.deploy ?? [], paragraph);
    this.#panels.rust = () => [
      ...paragraph(detail?.rustNote),
      ...(detail?.rust ? [snippet(detail.rust, "the generated Rust")] : []),
    ];
    if (this.#shown !== "explanation") this.choose(this.#shown);
  }

  #deploy(snippets, paragraph) {
    if (snippets.length === 0) return paragraph("There is nothing to deploy: the pattern is not valid.");
    const shown = snippets.find((each) => each.name === this.#deployed) ?? snippets[0];
    const buttons = snippets.map(({ name }) => {
      const choose = () => {
        this.#deployed = name;
        this.choose("deploy");
        byId("panel").querySelector("[aria-pressed=true]").focus();
      };
      return create(
        "button",
        { type: "button", class: "small", "aria-pressed": `${name === shown.name}`, click: choose },
        name,
      );
    });
    return [
      create("div", { class: "choices", role: "group", "aria-label": "Tool" }, ...buttons),
      snippet(shown.text, shown.name),
    ];
  }
}

/** Creates a text with a button that copies it. */
function snippet(text, what) {
  return create(
    "div",
    { class: "snippet" },
    copyButton(() => text, what),
    create("pre", { tabindex: "0" }, text),
  );
}
