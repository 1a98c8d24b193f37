// The table of rules and events, the keys, and what holds for the whole page.

import assert from "node:assert/strict";
import fs from "node:fs";
import { after, afterEach, beforeEach, test } from "node:test";
import {
  SCRIPTS,
  closeBrowser,
  closePage,
  eventually,
  exampleFolder,
  openCell,
  openPage,
  read,
  serve,
  textOf,
  write,
} from "./support.js";

let folder, server, page;
beforeEach(async () => {
  folder = exampleFolder();
  server = await serve(folder);
  page = await openPage(server.address);
  await page.locator(".grid-row").first().waitFor();
});
afterEach(async () => {
  await closePage(page, server);
});
after(closeBrowser);

const focused = () =>
  page.evaluate(() => {
    const { row, column } = document.activeElement.closest("[data-row]")?.dataset ?? {};
    return row === undefined ? document.activeElement.id : `${row},${column}`;
  });
const ruleColumn = async (name) =>
  page.locator("[role=columnheader]", { hasText: name }).first().getAttribute("data-column");
const sign = async (event, rule) =>
  textOf(page, `.grid-row:has-text("${event}") [data-column="${await ruleColumn(rule)}"]`);

/** Writes many rules and events, so that most of the table is out of view. */
function writeMany(rules, events) {
  const pattern = read(folder, "rules/run_test_failed.json");
  for (let rule = 0; rule < rules; rule += 1)
    write(folder, `rules/many_${String(rule).padStart(3, "0")}.json`, pattern);
  const event = JSON.stringify(JSON.parse(read(folder, "events/true_failure.json")));
  write(folder, "events/many.ndjson", `${event}\n`.repeat(events));
}

test("the table has the answer of each rule for each event", async () => {
  assert.equal(await sign("false_alarm", "run_test_failed"), "✗");
  assert.equal(await sign("true_failure", "run_test_failed"), "✓");
  assert.match(await textOf(page, "#counts"), /^2 events × 7 rules/);
  assert.equal(await textOf(page, '.grid-rule:has-text("run_test_failed") .count'), "1");
});

test("each file of the script is a part of the page", async () => {
  const script = await (await fetch(`${server.address}/page.js`)).text();
  for (const file of fs.readdirSync(SCRIPTS)) assert.ok(script.includes(fs.readFileSync(SCRIPTS + file, "utf8")), file);
});

test("filters choose events and rules", async () => {
  await page.fill("#event-filter", "FALSE ecs");
  assert.equal(await page.locator(".grid-row").count(), 1);
  await page.fill("#event-filter", "");
  await page.fill("#rule-filter", "run_test_failed");
  assert.equal(await page.locator(".grid-rule").count(), 1);
  await page.selectOption("#answer-filter", "mismatch");
  assert.match(
    await page
      .locator(".grid-row")
      .allTextContents()
      .then((texts) => texts.join()),
    /false_alarm/,
  );
  assert.equal(await page.locator(".grid-row").count(), 1);
  await page.selectOption("#answer-filter", "error");
  assert.equal(await textOf(page, "#nothing"), "No event passes the filter.");
});

test("without events, a rule can be opened on any page", async () => {
  fs.rmSync(`${folder}/events`, { recursive: true });
  await page.goto("about:blank");
  await server.stop();
  server = await serve(folder);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${server.address}/#`);
    await page.getByRole("link", { name: "Open a rule" }).click();
    await page.locator("#cell[aria-busy=false]").waitFor();
    assert.equal(await textOf(page, "#answer"), "Nothing to judge yet");
  }
});

test("the keyboard reaches everything", async () => {
  await page.locator("[role=gridcell] a").first().focus();
  assert.equal(await focused(), "0,0");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "1,1");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "1,1");
  await page.keyboard.press("End");
  assert.equal(await focused(), "1,6");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "-1,0");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator("#cell[aria-busy=false]").waitFor();
  await eventually(async () => assert.equal(await focused(), "answer"));
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await focused(), "0,0"));
  await page.keyboard.press("/");
  assert.equal(await focused(), "event-filter");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "0,0");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#help").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#help").isVisible()));
});

test("one cell of the table is in the order of Tab, and Tab leaves an editor", async () => {
  assert.equal(await page.locator(".grid [tabindex='0']").count(), 1);
  await page.locator("[role=gridcell] a").first().press("Enter");
  await page.locator("#cell[aria-busy=false]").waitFor();
  await page.locator("#pattern-pane textarea").focus();
  const text = await page.locator("#pattern-pane textarea").inputValue();
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
  assert.equal(await page.locator("#pattern-pane textarea").inputValue(), text);
  await page.locator("#pattern-pane textarea").focus();
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "answer");
});

test("a cell has an address, and the back button leaves it", async () => {
  await page.locator("[role=gridcell] a").first().click();
  await page.locator("#cell[aria-busy=false]").waitFor();
  const address = page.url();
  await page.keyboard.press("]");
  await eventually(() => assert.notEqual(page.url(), address));
  await page.goBack();
  await page.locator("#overview").waitFor();
  await page.goto("about:blank");
  await page.goto(address);
  await page.locator("#cell[aria-busy=false]").waitFor();
  assert.match(await page.title(), /event-pattern$/);
});

test("files that change, appear and disappear show in the table", async () => {
  write(folder, "rules/run_test_failed.json", '{ "source": ["aws.ecs"] }\n');
  await eventually(async () => assert.equal(await sign("false_alarm", "run_test_failed"), "✓"));
  write(folder, "events/another.json", '{ "source": "orders" }\n');
  await eventually(async () => assert.equal(await sign("another", "run_test_failed"), "✗"));
});

test("the page says that the server is gone, and goes on when it is back", async () => {
  const port = new URL(server.address).port;
  await server.stop();
  await eventually(async () => assert.match(await textOf(page, "#status"), /does not answer/));
  write(folder, "rules/run_test_failed.json", '{ "source": ["aws.ecs"] }\n');
  server = await serve(folder, port);
  await eventually(async () => assert.equal(await sign("false_alarm", "run_test_failed"), "✓"));
  await eventually(async () => assert.match(await textOf(page, "#status"), /Following/));
  // The browser itself reports the requests that failed meanwhile.
  page.problems.length = 0;
});

test("a large table has only the cells in view in the document", async () => {
  writeMany(193, 1998);
  await server.stop();
  server = await serve(folder);
  await page.goto(server.address);
  await page.locator(".grid-row").first().waitFor();
  assert.match(await textOf(page, "#counts"), /^2,000 events × 200 rules/);
  page.problems.length = 0;
  assert.ok((await page.locator("*").count()) < 6000);
  await page.locator("[role=gridcell] a").first().focus();
  await page.keyboard.press("Control+End");
  assert.equal(await focused(), "1999,199");
  assert.ok((await page.locator("*").count()) < 6000);
  await page.locator(".grid").evaluate((grid) => grid.scrollTo(0, 0));
  await page.locator("[data-row='3'][data-column='1']").waitFor();
  assert.equal(await focused(), "1999,199");
});

test("a narrow page shows one rule at a time and never scrolls sideways", async () => {
  write(
    folder,
    "events/long.json",
    JSON.stringify({ source: "x".repeat(400), detail: { ["key".repeat(90)]: "y".repeat(900) } }),
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(server.address);
  await eventually(async () => assert.equal(await page.locator(".grid-row").count(), 3));
  const overflow = () =>
    page.evaluate(() => {
      return [document.documentElement, ...document.querySelectorAll("main, .editor, .grid")]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => element.id || element.className);
    });
  assert.equal(await page.locator("[role=gridcell]:visible").count(), 3);
  assert.deepEqual(await overflow(), []);
  await page.selectOption("#rule-choice", { label: "run_test_failed (1 ✓)" });
  await page.locator(".grid-event", { hasText: "true_failure" }).click();
  await page.locator("#cell[aria-busy=false]").waitFor();
  assert.equal(await textOf(page, "#answer"), "✓The rule matches");
  assert.deepEqual(await overflow(), []);
  const long = await page.evaluate(
    async () => (await (await fetch("/api/state")).json()).events.find(({ name }) => /long/.test(name)).name,
  );
  await openCell(page, server.address, "run_test_failed", long);
  assert.deepEqual(await overflow(), []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`text has a contrast of at least 4.5 on a ${colorScheme} page`, async () => {
    write(
      folder,
      "rules/typo.json",
      '{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPED"] } }',
    );
    write(folder, "rules/broken.json", '{ "source": [{ "prefx": 1 }] }');
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(server.address);
    await page.locator(".grid-rule .badge").first().waitFor();
    assert.deepEqual(await lowContrasts(), []);
    const name = (await page.locator(".grid-event .grid-name").first().textContent()).trim();
    for (const rule of ["run_test_failed", "none_out_of_memory", "typo", "broken"]) {
      await openCell(page, server.address, rule, name);
      if (rule === "run_test_failed") await page.hover("#pattern-pane .leaf.fails", { force: true });
      assert.deepEqual(await lowContrasts(), []);
    }
  });
}

/** Returns the visible texts whose contrast with their ground is too low. */
const lowContrasts = () =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour, under) => {
      canvas.fillStyle = under;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;
    const ground = (element) => {
      const above = element.parentElement ? css(ground(element.parentElement)) : "white";
      return channels(getComputedStyle(element).backgroundColor, above);
    };
    const light = (rgb) => {
      const [red, green, blue] = rgb
        .map((value) => value / 255)
        .map((value) => {
          return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const low = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const isDisabled = element.closest(":disabled") !== null;
      if (
        isDisabled ||
        !texts.currentNode.data.trim() ||
        !element.checkVisibility() ||
        element.closest("script, option")
      )
        continue;
      const under = ground(element);
      const [text, back] = [light(channels(getComputedStyle(element).color, css(under))), light(under)];
      const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
      if (ratio < 4.5)
        low.push(`${element.className} ${texts.currentNode.data.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
    }
    return low;
  });
