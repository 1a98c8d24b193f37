// An open cell: what is marked, and what happens while the texts are edited.

import assert from "node:assert/strict";
import { after, afterEach, beforeEach, test } from "node:test";
import {
  closeBrowser,
  closePage,
  edit,
  eventually,
  exampleFolder,
  marked,
  openCell,
  openPage,
  read,
  serve,
  textOf,
  write,
} from "./support.js";

const PATTERN = "#pattern-pane";
const EVENT = "#event-pane";
const FALSE_ALARM = "events/false_alarm.json";

let folder, server, page;
beforeEach(async () => {
  folder = exampleFolder();
  write(folder, "rules/exit_code.json", '{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } } }\n');
  server = await serve(folder);
  page = await openPage();
});
afterEach(async () => {
  await closePage(page, server);
});
after(closeBrowser);

const eventName = async (file) => {
  const { events } = await (await fetch(`${server.address}/api/state`)).json();
  return events.find(({ name }) => name.endsWith(file.split("/").at(-1))).name;
};
const open = async (rule, event = FALSE_ALARM) => openCell(page, server.address, rule, await eventName(event));
const answerIs = (answer) =>
  eventually(async () => {
    assert.equal(await page.locator("#verdict").getAttribute("class"), `verdict ${answer}`);
  });

test("a false alarm does not match, and the leaf that fails is marked in both texts", async () => {
  await open("run_test_failed");
  assert.equal(await textOf(page, "#answer"), "✗The rule does not match");
  assert.match(await textOf(page, "#summary"), /^No single element of detail\.containers satisfies/);
  assert.deepEqual(await marked(page, PATTERN, ".leaf.fails"), ['"exitCode": [{ "anything-but": [0] }]']);
  assert.equal((await marked(page, PATTERN, ".leaf.holds")).length, 6);
  assert.deepEqual(await marked(page, EVENT, ".leaf.fails"), ['"exitCode": 0']);
  assert.ok((await marked(page, EVENT, ".leaf.holds")).includes('"name": "run-test"'));
  assert.equal(await textOf(page, `${EVENT} .line.element .tag`), "comes closest");
  assert.match((await page.locator(`${EVENT} .line.element`).allTextContents()).join("\n"), /"name": "run-test"/);
});

test("a leaf is joined with its value on hover, in both directions", async () => {
  await open("run_test_failed");
  await page.hover(`${PATTERN} .leaf.fails`, { force: true });
  await eventually(async () => assert.deepEqual(await marked(page, EVENT, ".leaf.active"), ['"exitCode": 0']));
  assert.match(await textOf(page, "#hint"), /exitCode: 0, expected/);
  await page.hover(`${EVENT} .leaf.holds`, { force: true });
  await eventually(async () => {
    assert.deepEqual(await marked(page, PATTERN, ".leaf.active"), ['"detail-type": ["ECS Task State Change"]']);
  });
});

test("a leaf is joined with its value when the caret is in it", async () => {
  await open("run_test_failed");
  await page.locator(`${PATTERN} textarea`).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await eventually(async () => assert.deepEqual(await marked(page, EVENT, ".leaf.active"), ['"source": "aws.ecs"']));
  assert.match(await textOf(page, `${PATTERN} .caret-line`), /source: "aws.ecs"/);
});

test("an edit is judged as it is typed, and nothing is written until it is saved", async () => {
  await open("exit_code");
  await answerIs("mismatch");
  await edit(page, PATTERN, "[1]", "[0]");
  await answerIs("match");
  assert.deepEqual(await marked(page, PATTERN, ".leaf.fails"), []);
  assert.match(read(folder, "rules/exit_code.json"), /\[1\]/);

  await page.locator(PATTERN).getByRole("button", { name: "Save" }).click();
  await eventually(() => assert.match(read(folder, "rules/exit_code.json"), /"exitCode": \[0\]/));
  await page.locator(".back").click();
  await eventually(async () => {
    const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
    assert.match(href, /rule=exit_code/);
    assert.match(await page.evaluate(() => document.activeElement.className), /\bmatch\b/);
  });
});

test("a rule can be opened alone, and judges an event that is pasted", async () => {
  await page.goto(`${server.address}/#rule=exit_code`);
  await page.locator(`${PATTERN} .line .t-key`).first().waitFor();
  assert.equal(await textOf(page, "#summary"), "Paste an event, or choose one.");
  await page.locator(`${EVENT} textarea`).focus();
  await page.keyboard.insertText('{ "detail": { "containers": [{ "name": "run-test", "exitCode": 1 }] } }');
  await answerIs("match");
  assert.deepEqual(await marked(page, EVENT, ".leaf.holds"), ['"name": "run-test"', '"exitCode": 1']);
  assert.ok(await page.locator(EVENT).getByRole("button", { name: "Save" }).isDisabled());
});

test("a file keeps its ends of lines", async () => {
  const text = '{\r\n  "detail": {\r\n    "containers": { "exitCode": [7] }\r\n  }\r\n}\r\n';
  write(folder, "rules/carriage_returns.json", text);
  await page.goto(server.address);
  await page.locator(".grid-rule", { hasText: "carriage_returns" }).waitFor();
  await open("carriage_returns");
  assert.deepEqual(await marked(page, PATTERN, ".leaf.fails"), ['"exitCode": [7]']);
  assert.ok(!(await page.locator(PATTERN).getByRole("button", { name: "Save" }).isVisible()));
  await edit(page, PATTERN, "[7]", "[1]");
  await answerIs("match");
  await page.keyboard.press("Control+s");
  await eventually(() => assert.equal(read(folder, "rules/carriage_returns.json"), text.replace("[7]", "[1]")));
});

test("an edit can be undone, reverted, and is kept when the cell is closed", async () => {
  await open("exit_code");
  const text = await page.locator(`${PATTERN} textarea`).inputValue();
  await edit(page, PATTERN, "[1]", "[0]");
  await answerIs("match");
  await page.keyboard.press("Control+z");
  await answerIs("mismatch");
  assert.equal(await page.locator(`${PATTERN} textarea`).inputValue(), text);

  await edit(page, PATTERN, "[1]", "[0]");
  await answerIs("match");
  await page.locator("#answer").focus();
  await page.keyboard.press("Escape");
  await page.locator(".grid-rule .edited").waitFor();
  await open("exit_code");
  await answerIs("match");
  await page.locator(PATTERN).getByRole("button", { name: "Revert" }).click();
  await answerIs("mismatch");
  assert.equal(await page.locator(`${PATTERN} textarea`).inputValue(), text);
});

test("an answer about a text that has changed since is dropped", async () => {
  await open("exit_code");
  let release;
  const first = new Promise((resolve) => (release = resolve));
  let calls = 0;
  await page.route("**/api/judge", async (route) => {
    calls += 1;
    if (calls > 1) return route.continue();
    await first;
    const response = await route.fetch();
    const answer = await response.json();
    answer.judgement.summary = "An old answer";
    return route.fulfill({ response, json: answer });
  });
  await page.evaluate(() => {
    window.seen = [];
    new MutationObserver(() => window.seen.push(document.querySelector("#summary").textContent)).observe(
      document.querySelector("#summary"),
      { childList: true },
    );
  });
  await edit(page, PATTERN, "[1]", "[143]");
  await edit(page, PATTERN, "[143]", "[0]");
  release();
  await answerIs("match");
  assert.equal(calls, 2);
  assert.ok(!(await page.evaluate(() => window.seen)).includes("An old answer"));
});

test("the text that is edited lies exactly over the marked text", async () => {
  await open("exit_code");
  const pieces = [
    "a",
    "  ",
    "\t",
    "\n",
    '"arn:aws:ecs:us-east-1:1/x"',
    "日本語の文字列",
    "🎉",
    "{",
    "}",
    ": ",
    "x".repeat(90),
  ];
  pieces.push(" ".repeat(90), " \n", "-", "\u00ad", "fi", "שלום");
  for (const width of [1440, 987, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const different = await page.evaluate((pieces) => {
      const [area, sheet] = ["textarea", ".marked"].map((kind) => document.querySelector(`#event-pane ${kind}`));
      let seed = 1;
      const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
      const texts = Array.from({ length: 100 }, () => {
        return Array.from({ length: 40 }, () => pieces[Math.floor(next() * pieces.length)]).join("");
      });
      return texts.filter((text) => {
        area.value = text;
        area.dispatchEvent(new Event("input"));
        // The height that the text area needs, and the one that the lines have.
        Object.assign(area.style, { height: "0", alignSelf: "start" });
        const needed = area.scrollHeight;
        Object.assign(area.style, { height: "", alignSelf: "" });
        const padding = parseFloat(getComputedStyle(sheet).paddingTop);
        const last = sheet.lastElementChild.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top;
        return Math.abs(needed - (last + padding)) > 2;
      });
    }, pieces);
    assert.deepEqual(different, []);
  }
});

test("markup in a pattern or an event is text", async () => {
  const markup = "<script>window.hostile = 1</script><img src=x onerror='window.hostile = 2'>";
  write(folder, "rules/markup.json", JSON.stringify({ source: [markup], detail: { [markup]: [{ prefx: markup }] } }));
  write(
    folder,
    "events/markup.json",
    JSON.stringify({ source: markup, "detail-type": markup, detail: { [markup]: markup } }),
  );
  await server.stop();
  server = await serve(folder);
  await page.goto(server.address);
  await page.locator(".grid-row").first().waitFor();
  assert.match((await page.locator(".grid-about").allTextContents()).join("\n"), /<script>window\.hostile/);
  await open("markup", "events/markup.json");
  assert.match(await textOf(page, `${PATTERN} .marked`), /<script>window\.hostile = 1<\/script>/);
  assert.match(await textOf(page, `${EVENT} .marked`), /<img src=x/);
  await page.locator(`${PATTERN} .diagnostic.error`).first().waitFor();
  for (const tab of await page.locator("[role=tab]").all()) await tab.click();
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("img").count(), 0);
});

test("an error is underlined, and its entry in the list goes to its place", async () => {
  await open("exit_code");
  await edit(page, PATTERN, '"exitCode"', '"source": ["aws.ecs"], "exitCode"');
  await edit(page, PATTERN, "[1]", '[{ "prefx": "1" }]');
  await page.locator(`${PATTERN} .d-error`).first().waitFor();
  await answerIs("error");
  const message = page.locator(`${PATTERN} .diagnostic.error .place`).first();
  assert.match(await message.textContent(), /prefx/);
  await message.click();
  const selected = await page.locator(`${PATTERN} textarea`).evaluate((area) => {
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  assert.match(selected, /prefx/);
});

test("a file that changes is shown, and an edit of it is kept until someone decides", async () => {
  await open("exit_code");
  write(folder, "rules/exit_code.json", '{ "detail": { "containers": { "name": ["run-test"], "exitCode": [0] } } }\n');
  await answerIs("match");

  await edit(page, PATTERN, "[0]", "[143]");
  await answerIs("mismatch");
  write(folder, "rules/exit_code.json", '{ "detail": { "containers": { "exitCode": [1] } } }\n');
  await page.locator(`${PATTERN} .notice`).waitFor();
  assert.match(await page.locator(`${PATTERN} textarea`).inputValue(), /\[143\]/);
  assert.ok(await page.locator(PATTERN).getByRole("button", { name: "Save" }).isDisabled());
  await page.getByRole("button", { name: "Load the file" }).click();
  assert.equal(await page.locator(`${PATTERN} textarea`).inputValue(), read(folder, "rules/exit_code.json"));
  await answerIs("match");
});

test("a changed file moves neither the caret nor the scroll position of the other text", async () => {
  await open("exit_code");
  const area = page.locator(`${EVENT} textarea`);
  await area.evaluate((element) => {
    element.focus();
    element.setSelectionRange(700, 710);
  });
  await page.locator(`${EVENT} .editor`).evaluate((element) => (element.scrollTop = 200));
  write(folder, "rules/exit_code.json", '{ "detail": { "containers": { "exitCode": [0] } } }\n');
  await answerIs("match");
  assert.deepEqual(
    await area.evaluate((element) => [
      document.activeElement === element,
      element.selectionStart,
      element.selectionEnd,
    ]),
    [true, 700, 710],
  );
  assert.equal(await page.locator(`${EVENT} .editor`).evaluate((element) => element.scrollTop), 200);
});

test("the tabs show what is made of the rule, also of an edited one", async () => {
  await open("run_test_failed");
  await page.getByRole("tab", { name: "Pre-filter" }).click();
  assert.match(await textOf(page, "#panel"), /run_test_cluster/);
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("[role=tab][aria-selected=true]").textContent(), "Deploy");
  assert.ok((await page.locator("#panel .choices button").count()) > 1);
  await page.keyboard.press("ArrowRight");
  assert.match(await textOf(page, "#panel"), /run_test_cluster/);
  await edit(page, PATTERN, "run_test_cluster", "another_cluster");
  await eventually(async () => assert.match(await textOf(page, "#panel"), /another_cluster/));
});
