// Measures the page with 200 rules and 2,000 events: the first paint, and the time from a keystroke to its judgement.

import fs from "node:fs";
import path from "node:path";
import { closeBrowser, exampleFolder, openPage, read, serve, write } from "./support.js";

const RULES = 200;
const EVENTS = 2000;
const VISITS = 7;
const KEYSTROKES = 100;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const milliseconds = (number) => `${number.toFixed(1)} ms`;
const summary = (numbers) =>
  `${milliseconds(median(numbers))} (from ${milliseconds(Math.min(...numbers))} to ${milliseconds(Math.max(...numbers))})`;

const folder = exampleFolder();
const [patterns, events] = ["rules", "events"].map((part) => {
  const texts = fs.readdirSync(path.join(folder, part)).map((file) => read(folder, path.join(part, file)));
  for (const file of fs.readdirSync(path.join(folder, part))) fs.rmSync(path.join(folder, part, file));
  return texts;
});
for (let rule = 0; rule < RULES; rule += 1) write(folder, `rules/rule_${rule}.json`, patterns[rule % patterns.length]);
const lines = Array.from({ length: EVENTS }, (_, event) => JSON.stringify(JSON.parse(events[event % events.length])));
write(folder, "events/archive.ndjson", lines.join("\n"));

const server = await serve(folder);
const paints = [];
const tables = [];
for (let visit = 0; visit < VISITS; visit += 1) {
  const page = await openPage();
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".grid-row")) return;
      observer.disconnect();
      // The second frame begins after the first one with rows was painted.
      requestAnimationFrame(() => requestAnimationFrame(() => (window.tableAt = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(server.address);
  await page.waitForFunction(() => window.tableAt);
  tables.push(await page.evaluate(() => window.tableAt));
  paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
  await page.context().close();
}
console.log(`${RULES} rules × ${EVENTS} events`);
console.log(`first contentful paint: ${summary(paints)}`);
console.log(`table painted: ${summary(tables)}`);

const page = await openPage(server.address);
await page.locator(".grid-row").first().waitFor();
const scrolled = await page.evaluate(
  () =>
    new Promise((resolve) => {
      const grid = document.querySelector(".grid");
      const frames = [];
      let last = performance.now();
      const step = (now) => {
        frames.push(now - last);
        last = now;
        grid.scrollTop += 400;
        grid.scrollLeft += 20;
        if (frames.length < 120) requestAnimationFrame(step);
        else resolve(frames.slice(1));
      };
      requestAnimationFrame(step);
    }),
);
console.log(`a frame while scrolling: ${summary(scrolled)}`);

await page.locator("[role=gridcell]").first().click();
await page.locator("#cell[aria-busy=false]").waitFor();
const keystrokes = await page.evaluate(async (count) => {
  const area = document.querySelector("#pattern-pane textarea");
  const summaryLine = document.querySelector("#summary");
  const times = [];
  for (let keystroke = 0; keystroke < count; keystroke += 1) {
    const value = area.value;
    const isLonger = value.includes("STOPPEDX");
    area.value = isLonger ? value.replace("STOPPEDX", "STOPPED") : value.replace("STOPPED", "STOPPEDX");
    const start = performance.now();
    const judged = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      });
      observer.observe(summaryLine, { childList: true });
    });
    area.dispatchEvent(new Event("input"));
    times.push(await judged);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  return times;
}, KEYSTROKES);
console.log(`from a keystroke to its judgement on the screen: ${summary(keystrokes)}`);
await page.context().close();
await server.stop();
await closeBrowser();
