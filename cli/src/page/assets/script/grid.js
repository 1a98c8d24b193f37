// A table of any size: only the rows and columns in view are in the document.
//
// It follows the grid pattern of ARIA: one cell at a time is in the order of Tab, and the arrow keys move it.

const EXTRA_ROWS = 8;
const EXTRA_COLUMNS = 3;

class Grid {
  rows = 0;
  columns = 0;
  /** The cell that Tab reaches. The headers have the number -1. */
  row = 0;
  column = 0;
  #lines = new Map();
  #shownColumns = "";

  /**
   * `make` has `cell(row, column)`, `rowHeader(row)` and `columnHeader(column)`, which return links, and `corner()`, which
   * returns the nodes above the first column.
   */
  constructor(root, make) {
    this.root = root;
    this.make = make;
    this.sheet = create("div", { class: "grid-sheet", role: "presentation" });
    this.band = create("div", { class: "grid-band", role: "presentation", hidden: true });
    root.append(this.sheet);
    root.addEventListener("scroll", () => this.#draw(), { passive: true });
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("focusin", (event) => this.#focused(event.target));
    root.addEventListener("pointerover", (event) => this.#hover(event.target.closest?.("[data-column]")));
    root.addEventListener("pointerleave", () => this.#hover(null));
    new ResizeObserver(() => this.#draw()).observe(root);
  }

  /** Shows a table. `size` has `row`, `column`, `head` and `first` (the first column), in pixels. */
  show(rows, columns, size) {
    Object.assign(this, { rows, columns, size });
    this.row = Math.min(this.row, rows - 1);
    this.column = Math.min(this.column, columns - 1);
    this.root.setAttribute("aria-rowcount", rows + 1);
    this.root.setAttribute("aria-colcount", columns + 1);
    this.sheet.style.height = `${size.head + rows * size.row}px`;
    this.sheet.style.width = `${size.first + columns * size.column}px`;
    this.redraw();
  }

  /** Makes all cells again. The focus stays in the cell that has it. */
  redraw() {
    const focused = this.root.contains(document.activeElement);
    this.#lines.clear();
    this.sheet.replaceChildren(this.band);
    this.#shownColumns = "";
    this.#draw();
    if (focused) this.focus(this.row, this.column);
  }

  /** Moves the focus to a cell, and the cell into view. */
  focus(row, column) {
    // There is nothing to open in the corner.
    if (row === -1 && column === -1) return;
    // A table without a head has nothing above its first row.
    this.row = Math.max(this.size.head > 0 ? -1 : 0, Math.min(row, this.rows - 1));
    this.column = Math.max(-1, Math.min(column, this.columns - 1));
    this.#reveal();
    this.#draw();
    this.#current()?.focus({ preventScroll: true });
  }

  #reveal() {
    const { root, size } = this;
    if (this.row >= 0) {
      const top = this.row * size.row;
      const height = root.clientHeight - size.head;
      root.scrollTop = Math.max(top + size.row - height, Math.min(root.scrollTop, top));
    }
    if (this.column >= 0) {
      const left = this.column * size.column;
      const width = root.clientWidth - size.first;
      root.scrollLeft = Math.max(left + size.column - width, Math.min(root.scrollLeft, left));
    }
  }

  /** Returns the link in the focused cell, if it is in view. */
  #current() {
    return this.#lines.get(this.row)?.querySelector(`[data-column="${this.column}"] a`);
  }

  #draw() {
    if (!this.size || this.root.clientHeight === 0) return;
    const { root, size } = this;
    const range = (scroll, length, each, count, extra, kept) => {
      const first = Math.max(0, Math.floor(scroll / each) - extra);
      const end = Math.min(count, Math.ceil((scroll + length) / each) + extra);
      const numbers = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
      if (kept >= 0 && kept < count && (kept < first || kept >= end)) numbers.push(kept);
      return numbers.sort((a, b) => a - b);
    };
    const rows = [-1, ...range(root.scrollTop, root.clientHeight, size.row, this.rows, EXTRA_ROWS, this.row)];
    const columns = range(root.scrollLeft, root.clientWidth, size.column, this.columns, EXTRA_COLUMNS, this.column);
    const shownColumns = columns.join();
    if (shownColumns !== this.#shownColumns) {
      const focused = root.contains(document.activeElement);
      for (const line of this.#lines.values()) line.remove();
      this.#lines.clear();
      this.#shownColumns = shownColumns;
      if (focused) queueMicrotask(() => this.#current()?.focus({ preventScroll: true }));
    }
    const wanted = new Set(rows);
    for (const [row, line] of this.#lines) {
      if (wanted.has(row)) continue;
      line.remove();
      this.#lines.delete(row);
    }
    const added = document.createDocumentFragment();
    for (const row of rows) {
      if (this.#lines.has(row)) continue;
      const line = this.#line(row, columns);
      this.#lines.set(row, line);
      added.append(line);
    }
    this.sheet.append(added);
    this.#setTabStop();
  }

  #line(row, columns) {
    const { size, make } = this;
    const isHead = row === -1;
    const line = create("div", { role: "row", class: isHead ? "grid-head" : "grid-row", "aria-rowindex": row + 2 });
    line.style.height = `${isHead ? size.head : size.row}px`;
    if (!isHead) line.style.top = `${size.head + row * size.row}px`;
    const place = (role, content, column) => {
      const cell = create("div", { role, class: column < 0 ? "grid-first" : "grid-place" }, ...content);
      cell.dataset.column = column;
      cell.dataset.row = row;
      cell.setAttribute("aria-colindex", column + 2);
      if (column >= 0) cell.style.left = `${size.first + column * size.column}px`;
      cell.style.width = `${column < 0 ? size.first : size.column}px`;
      line.append(cell);
    };
    if (isHead) place("columnheader", make.corner(), -1);
    else place("rowheader", [make.rowHeader(row)], -1);
    for (const column of columns) {
      if (isHead) place("columnheader", [make.columnHeader(column)], column);
      else place("gridcell", [make.cell(row, column)], column);
    }
    for (const link of line.querySelectorAll("a")) link.tabIndex = -1;
    return line;
  }

  #setTabStop() {
    const current = this.#current();
    if (current === this.stop) return;
    if (this.stop) this.stop.tabIndex = -1;
    if (current) current.tabIndex = 0;
    this.stop = current;
  }

  #focused(target) {
    const cell = target.closest("[data-column]");
    if (!cell) return;
    this.row = Number(cell.dataset.row);
    this.column = Number(cell.dataset.column);
    this.#setTabStop();
  }

  #hover(cell) {
    const column = cell ? Number(cell.dataset.column) : -1;
    this.band.hidden = column < 0;
    if (column < 0) return;
    this.band.style.left = `${this.size.first + column * this.size.column}px`;
    this.band.style.width = `${this.size.column}px`;
  }

  #key(event) {
    if (event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((this.root.clientHeight - this.size.head) / this.size.row) - 1);
    const last = { row: this.rows - 1, column: this.columns - 1 };
    const all = event.ctrlKey;
    const moves = {
      ArrowUp: [this.row - 1, this.column],
      ArrowDown: [this.row + 1, this.column],
      ArrowLeft: [this.row, this.column - 1],
      ArrowRight: [this.row, this.column + 1],
      PageUp: [Math.max(0, this.row - page), this.column],
      PageDown: [this.row + page, this.column],
      Home: [all ? 0 : this.row, 0],
      End: [all ? last.row : this.row, last.column],
    };
    const move = moves[event.key];
    if (move) this.focus(...move);
    else if (event.key === " " && event.target.href) event.target.click();
    else return;
    event.preventDefault();
  }
}
