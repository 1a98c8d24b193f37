// A table of any size: only the rows and columns in view are in the document.
//
// It follows the grid pattern of ARIA: one cell at a time is in the order of Tab, and the arrow keys move it.

const EXTRA_ROWS = 4;
const EXTRA_COLUMNS = 2;

class Grid {
  rows = 0;
  columns = 0;
  /** The cell that Tab reaches. The headers have the number -1. */
  row = 0;
  column = 0;
  #lines = new Map();
  #columns = [];

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
    return this.#lines.get(this.row)?.cells.get(this.column)?.querySelector("a");
  }

  /** Adds the rows and columns that came into view and removes those that left it, except for the focused ones. */
  #draw() {
    if (!this.size || this.root.clientHeight === 0) return;
    const { root, size } = this;
    const range = (scroll, length, each, count, extra, kept) => {
      const first = Math.max(0, Math.floor(scroll / each) - extra);
      const end = Math.min(count, Math.ceil((scroll + length) / each) + extra);
      const numbers = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
      if (kept >= 0 && kept < count && (kept < first || kept >= end)) numbers.push(kept);
      return [-1, ...numbers.sort((a, b) => a - b)];
    };
    const rows = range(root.scrollTop, root.clientHeight, size.row, this.rows, EXTRA_ROWS, this.row);
    const columns = range(root.scrollLeft, root.clientWidth, size.column, this.columns, EXTRA_COLUMNS, this.column);
    const isMoved = columns.join() !== this.#columns.join();
    this.#columns = columns;
    arrange(
      this.sheet,
      this.#lines,
      rows,
      (row) => this.#line(row),
      (line) => line.element,
    );
    for (const [row, line] of this.#lines) {
      if (!isMoved && line.cells.size > 0) continue;
      arrange(
        line.element,
        line.cells,
        columns,
        (column) => this.#cell(row, column),
        (cell) => cell,
      );
    }
    this.#setTabStop();
  }

  #line(row) {
    const { size } = this;
    const isHead = row === -1;
    const element = create("div", { role: "row", class: isHead ? "grid-head" : "grid-row", "aria-rowindex": row + 2 });
    element.style.height = `${isHead ? size.head : size.row}px`;
    if (!isHead) element.style.top = `${size.head + row * size.row}px`;
    return { element, cells: new Map() };
  }

  #cell(row, column) {
    const { size, make } = this;
    const isFirst = column === -1;
    const cell = document.createElement("div");
    cell.className = isFirst ? "grid-first" : "grid-place";
    cell.setAttribute("role", row === -1 ? "columnheader" : isFirst ? "rowheader" : "gridcell");
    cell.setAttribute("aria-colindex", column + 2);
    cell.dataset.row = row;
    cell.dataset.column = column;
    cell.style.width = `${isFirst ? size.first : size.column}px`;
    if (!isFirst) cell.style.left = `${size.first + column * size.column}px`;
    if (row === -1) cell.append(...(isFirst ? make.corner() : [make.columnHeader(column)]));
    else cell.append(isFirst ? make.rowHeader(row) : make.cell(row, column));
    const link = cell.querySelector("a");
    if (link) link.tabIndex = -1;
    return cell;
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

/**
 * Makes the entries of a map, and the elements in a parent, those for a sorted list of numbers. Elements that are there
 * already stay, so that the focus does.
 */
function arrange(parent, entries, numbers, make, elementOf) {
  const wanted = new Set(numbers);
  for (const [number, entry] of entries) {
    if (wanted.has(number)) continue;
    elementOf(entry).remove();
    entries.delete(number);
  }
  let previous = null;
  for (const number of numbers) {
    let entry = entries.get(number);
    if (!entry) {
      entry = make(number);
      entries.set(number, entry);
      if (previous) previous.after(elementOf(entry));
      else parent.prepend(elementOf(entry));
    }
    previous = elementOf(entry);
  }
}
