// Runs the command in a folder of its own, and a browser that records what the page does.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const COMMAND = process.env.EVENT_PATTERN;
/** The files that are parts of the script of the page. */
export const SCRIPTS = fileURLToPath(new URL("../../src/page/assets/script/", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../../examples/", import.meta.url));
const BROWSER = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const folders = [];
process.on("exit", () => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

/** Creates a folder, which is removed after the tests. */
export function temporaryFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "event-pattern-page-"));
  folders.push(folder);
  return folder;
}

/** Creates a folder with the rules and events of the examples. */
export function exampleFolder() {
  const folder = temporaryFolder();
  for (const part of ["rules", "events"])
    fs.cpSync(path.join(EXAMPLES, part), path.join(folder, part), { recursive: true });
  return folder;
}

export const write = (folder, file, text) => fs.writeFileSync(path.join(folder, file), text);
export const read = (folder, file) => fs.readFileSync(path.join(folder, file), "utf8");

/** Returns the arguments for the rules of a folder, and for its events if there is a folder of them. */
function ofFolder(folder) {
  const events = path.join(folder, "events");
  return ["--rules", path.join(folder, "rules"), ...(fs.existsSync(events) ? ["--events", events] : [])];
}

/** Starts `event-pattern serve`. Returns its address and a function that stops it. */
export async function serve(folder, port = 0) {
  const child = spawn(COMMAND, ["serve", ...ofFolder(folder), "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const address = await new Promise((resolve, reject) => {
    const more = (text) => {
      output += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", more);
    child.stderr.on("data", more);
    child.on("exit", () => reject(new Error(`the server ended: ${output}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.on("exit", resolve);
      child.kill();
    });
  return { address, stop };
}

/** Writes the report of a folder and returns the path of the file. */
export function report(folder) {
  const file = path.join(folder, "report.html");
  const { status, stderr } = spawnSync(COMMAND, ["report", ...ofFolder(folder), "--output", file], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return file;
}

let browser;

/** Opens a tab. Its `problems` are the errors that the page reported, and its `requests` all addresses it asked for. */
export async function openPage(address, options = {}) {
  browser ??= await chromium.launch(BROWSER);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  if (address) await page.goto(address);
  return Object.assign(page, { problems, requests });
}

/** Returns the addresses that a page of `serve` asked for on other hosts. */
const foreignRequests = ({ requests }) =>
  requests.filter((url) => new URL(url).hostname !== "127.0.0.1" && !url.startsWith("data:"));

/** Closes a tab and stops its server. The page must have reported no errors, and asked for nothing on other hosts. */
export async function closePage(page, server) {
  await page.context().close();
  await server.stop();
  assert.deepEqual(page.problems, []);
  assert.deepEqual(foreignRequests(page), []);
}

export async function closeBrowser() {
  await browser?.close();
}

/** Opens the cell of a rule and an event. */
export async function openCell(page, address, rule, event) {
  await page.goto(`${address}/#${new URLSearchParams({ rule, event })}`);
  await page.locator("#cell[aria-busy=false]", { hasText: rule }).filter({ hasText: event }).waitFor();
}

/** Returns the text of the first element that a selector finds. */
export const textOf = async (page, selector) => (await page.locator(selector).first().textContent()).trim();

/** Returns the pieces of a text that have a class, joined where they touch. */
export const marked = (page, pane, kind) =>
  page.evaluate(
    ([pane, kind]) => {
      const pieces = [];
      let previous = null;
      for (const piece of document.querySelectorAll(`${pane} .marked ${kind}`)) {
        if (previous !== null && previous === piece.previousSibling) pieces[pieces.length - 1] += piece.textContent;
        else pieces.push(piece.textContent);
        previous = piece;
      }
      return pieces;
    },
    [pane, kind],
  );

/** Tries a check again until it passes. */
export async function eventually(check) {
  const end = Date.now() + 8000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** Replaces the first occurrence of a text in an editor, as someone who selects and types does. */
export async function edit(page, pane, from, to) {
  await page.locator(`${pane} textarea`).evaluate((area, from) => {
    const start = area.value.indexOf(from);
    if (start < 0) throw new Error(`there is no ${from}`);
    area.focus();
    area.setSelectionRange(start, start + from.length);
  }, from);
  await page.keyboard.insertText(to);
}
