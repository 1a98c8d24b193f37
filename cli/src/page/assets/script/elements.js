// Makes elements. All text of rules and events passes through text nodes and attributes, never through HTML.

const byId = (id) => document.getElementById(id);

/** Creates an element. An attribute that is a function is a listener; `null` and `false` attributes are left unset. */
function create(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The sign and the words for each answer. */
const ANSWERS = {
  match: { sign: "✓", words: "matches", title: "The rule matches" },
  mismatch: { sign: "✗", words: "does not match", title: "The rule does not match" },
  error: { sign: "!", words: "error", title: "No answer" },
};

/** What each character of `cells` means. */
const ANSWER_OF = { 1: "match", 0: "mismatch", e: "error" };

const plural = (count, noun) =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : noun.endsWith("h") ? "es" : "s"}`;

/** Returns the nodes of a text whose code is in backticks. */
function inCode(text) {
  return text.split("`").map((piece, index) => (index % 2 === 1 ? create("code", {}, piece) : piece));
}

/** Returns the nodes of a name that may be wrapped after its separators. */
function wrappable(name) {
  const pieces = name.split(/(?<=[_\-./:])/);
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [create("wbr"), piece]));
}

const ANNOUNCED_AFTER_MILLISECONDS = 400;
let announcement;

/** Has a screen reader read a text, unless another one follows at once, as happens while someone types. */
function announce(text) {
  clearTimeout(announcement);
  announcement = setTimeout(() => (byId("announcement").textContent = text), ANNOUNCED_AFTER_MILLISECONDS);
}

/** Creates a button that copies a text. */
function copyButton(text, what) {
  const button = create("button", { type: "button", class: "small", "aria-label": `Copy ${what}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    announce(button.textContent);
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  return button;
}

/** Whether the page is so narrow that it shows one rule at a time. */
const narrow = matchMedia("(max-width: 40rem)");

const scrollBehaviour = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
