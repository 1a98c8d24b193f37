// The report: the same page in one file, read-only, opened from disk.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  closeBrowser,
  eventually,
  exampleFolder,
  marked,
  openPage,
  report,
  temporaryFolder,
  textOf,
  write,
} from "./support.js";

const MARKUP = "</script><script>window.hostile = 1</script><!--";
let address, page;
before(async () => {
  const folder = exampleFolder();
  write(folder, "rules/markup.json", JSON.stringify({ source: [MARKUP] }));
  write(folder, "events/markup.json", JSON.stringify({ source: MARKUP }));
  const file = report(folder);
  // The report needs nothing but itself.
  const moved = path.join(temporaryFolder(), "report.html");
  fs.renameSync(file, moved);
  address = String(pathToFileURL(moved));
  page = await openPage(address);
});
after(closeBrowser);

test("a report opens from disk and shows the table and the cells of the page", async () => {
  await page.locator(".grid-row").first().waitFor();
  assert.match(await textOf(page, "#counts"), /^3 events × 8 rules/);
  await page.fill("#event-filter", "false_alarm");
  const column = await page.locator("[role=columnheader]", { hasText: "run_test_failed" }).getAttribute("data-column");
  await page.locator(`[role=gridcell][data-column="${column}"]`).click();
  await page.locator("#cell[aria-busy=false]").waitFor();
  assert.equal(await textOf(page, "#answer"), "✗The rule does not match");
  assert.deepEqual(await marked(page, "#pattern-pane", ".leaf.fails"), ['"exitCode": [{ "anything-but": [0] }]']);
  assert.deepEqual(await marked(page, "#event-pane", ".leaf.fails"), ['"exitCode": 0']);
  assert.equal(await textOf(page, "#event-pane .tag"), "comes closest");
});

test("a report cannot be edited", async () => {
  assert.equal(await textOf(page, "#status"), "Report: read-only");
  assert.deepEqual(await page.locator("textarea").evaluateAll((areas) => areas.map((area) => area.readOnly)), [
    true,
    true,
  ]);
  assert.equal(await page.getByRole("button", { name: "Save" }).filter({ visible: true }).count(), 0);
});

test("markup in the texts of a report is text", async () => {
  await page.keyboard.press("Escape");
  await page.fill("#event-filter", "markup");
  const column = await page.locator("[role=columnheader]", { hasText: "markup" }).getAttribute("data-column");
  await page.locator(`[role=gridcell][data-column="${column}"]`).click();
  await eventually(async () => assert.equal(await textOf(page, "#answer"), "✓The rule matches"));
  assert.ok((await textOf(page, "#event-pane .marked")).includes(MARKUP));
  assert.equal(await page.evaluate(() => window.hostile), undefined);
});

test("a report asks for nothing but itself", () => {
  assert.deepEqual(page.problems, []);
  assert.deepEqual(
    page.requests.filter((url) => url.split("#")[0] !== address && !url.startsWith("data:")),
    [],
  );
});
