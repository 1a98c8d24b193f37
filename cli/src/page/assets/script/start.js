// Starts the page: the address, the keys of the whole page, and files that change.

const overview = new Overview(isEdited);
const cell = new Cell(overview, () => refresh());
/** The `{ rule, event }` keys of the open cell, or `null`. */
let open = null;
let cameFromOverview = false;
let scroll = { top: 0, left: 0 };

/** Returns the keys in the address, or `null` for the overview. */
function keysInAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const [rule, event] = [parts.get("rule") ?? undefined, parts.get("event") ?? undefined];
  return rule === undefined && event === undefined ? null : { rule, event };
}

/** Returns the index of a key, and `undefined` for no key or one that does not exist. */
const indexOf = (keys, key) => (keys.includes(key) ? keys.indexOf(key) : undefined);

async function route() {
  const wasOpen = open;
  open = keysInAddress();
  const isOpen = open !== null;
  if (isOpen && !wasOpen) scroll = { top: byId("grid").scrollTop, left: byId("grid").scrollLeft };
  byId("overview").hidden = isOpen;
  byId("cell").hidden = !isOpen;
  document.title = isOpen ? `${[open.rule, open.event].filter(Boolean).join(" × ")} – event-pattern` : "event-pattern";
  if (isOpen) {
    await openCell();
    if (!wasOpen) byId("answer").focus();
    return;
  }
  cell.close();
  overview.show();
  if (!wasOpen) return;
  byId("grid").scrollTo({ ...scroll, behavior: "instant" });
  overview.focusCell(indexOf(overview.ruleKeys, wasOpen.rule), indexOf(overview.eventKeys, wasOpen.event));
}

async function openCell() {
  const rule = indexOf(overview.ruleKeys, open.rule);
  const event = indexOf(overview.eventKeys, open.event);
  const missing = [
    [open.rule, rule, "rule"],
    [open.event, event, "event"],
  ].filter(([key, index]) => key !== undefined && index === undefined);
  showProblem("missing", missing.map(([key, , kind]) => `the ${kind} \`${key}\` does not exist any more`).join(", "));
  if (missing.length > 0) return;
  const steps = [
    ["previous-rule", overview.foundRules, rule, -1, true],
    ["next-rule", overview.foundRules, rule, 1, true],
    ["previous-event", overview.events, event, -1, false],
    ["next-event", overview.events, event, 1, false],
  ];
  for (const [id, shown, index, step, isRule] of steps) {
    const next = index === undefined ? shown[0] : shown[shown.indexOf(index) + step];
    const isPossible = next !== undefined && (index === undefined || shown.includes(index));
    const [nextRule, nextEvent] = isRule ? [next, event] : [rule, next];
    byId(id).disabled = !isPossible;
    byId(id).onclick = () => location.replace(addressOf(overview.ruleKeys[nextRule], overview.eventKeys[nextEvent]));
  }
  try {
    await cell.open(rule, event);
  } catch (error) {
    if (error.status === 409) await refresh();
    else showProblem("server", failureText(error));
  }
}

function closeCell() {
  if (cameFromOverview) history.back();
  else location.hash = "";
}

const problems = new Map();
let shownStatus;

/** Shows a problem in the bar, or removes it if the text is empty. */
function showProblem(kind, text) {
  if (text) problems.set(kind, text);
  else problems.delete(kind);
  const isProblem = problems.size > 0;
  const usual = source.isReport ? "Report: read-only" : "Following the files";
  const status = isProblem ? [...problems.values()][0] : usual;
  // The same text again would be read aloud again.
  if (status === shownStatus) return;
  shownStatus = status;
  byId("status").className = isProblem ? "status gone" : source.isReport ? "status" : "status live";
  byId("status").replaceChildren(...inCode(status));
}

let refreshes = 0;

/** Reads the state again and shows it, in the table and in the open cell. */
async function refresh() {
  refreshes += 1;
  const number = refreshes;
  try {
    const state = await source.state();
    // Another one is on its way.
    if (number !== refreshes) return;
    source.revision = state.revision;
    overview.setState(state);
    showProblem("server", "");
  } catch (error) {
    showProblem("server", failureText(error));
    return;
  }
  if (open) await openCell();
}

addEventListener("hashchange", () => {
  const isFromOverview = open === null;
  const isBack = keysInAddress() === null;
  cameFromOverview = isBack ? false : isFromOverview || cameFromOverview;
  route();
});

document.addEventListener("keydown", (event) => {
  if (byId("help").open || event.altKey) return;
  const isTyping = event.target.matches("input, select, textarea");
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key === "s" && open && !source.isReport) {
    const pane = [cell.pattern, cell.event].find((each) => each.root.contains(event.target));
    const edited = pane ?? [cell.pattern, cell.event].find((each) => each.isEdited);
    edited?.save();
  } else if (isCommand) {
    return;
  } else if (event.key === "Escape") {
    if (event.isComposing) return;
    if (isTyping && open) byId("answer").focus();
    else if (isTyping) overview.grid.focus(overview.grid.row, overview.grid.column);
    else if (open) closeCell();
    else return;
  } else if (isTyping) {
    return;
  } else if (event.key === "/" && !open) {
    byId("event-filter").focus();
    byId("event-filter").select();
  } else if (event.key === "?") {
    byId("help").showModal();
  } else if (open && "[]{}".includes(event.key)) {
    byId({ "[": "previous-event", "]": "next-event", "{": "previous-rule", "}": "next-rule" }[event.key]).click();
  } else {
    return;
  }
  event.preventDefault();
});

for (const link of document.querySelectorAll(".back, .home")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (open) closeCell();
  });
}
byId("help-button").addEventListener("click", () => byId("help").showModal());

await refresh();
await route();
source.follow(
  (revision) => revision !== source.revision && refresh(),
  async (isConnected) => {
    const wasGone = problems.has("connection");
    showProblem("connection", isConnected ? "" : "The server does not answer. The page shows the last state.");
    if (isConnected && wasGone) await refresh();
  },
);
