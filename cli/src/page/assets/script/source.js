// Where the page gets its data: from the server of `serve`, or from the report that contains the page.

/** An answer of the server that is not a success. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The rules and events of the running command. */
class ServerSource {
  isReport = false;
  /** The revision of the state that is shown. Numbers of rules and events are those of this revision. */
  revision = 0;

  state() {
    return this.#request("/api/state");
  }

  rule(rule) {
    return this.#request(`/api/rules/${rule}?revision=${this.revision}`);
  }

  event(event) {
    return this.#request(`/api/events/${event}?revision=${this.revision}`);
  }

  cell(event, rule) {
    return this.#request(`/api/cells/${event}/${rule}?revision=${this.revision}`);
  }

  /** Judges texts that need not be those of the files. */
  judge(pattern, event) {
    return this.#request("/api/judge", { pattern, event });
  }

  /** Returns the details of a pattern that need not be that of a file. */
  ruleOf(pattern, name) {
    return this.#request("/api/rule", { pattern, name });
  }

  async save(kind, index, revision, text) {
    await this.#request("/api/save", { kind, index, revision, text });
  }

  /** Calls `changed` after files changed, and `connected` with whether the server answers. */
  follow(changed, connected) {
    const stream = new EventSource("/api/changes");
    stream.addEventListener("changed", (message) => changed(JSON.parse(message.data).revision));
    stream.addEventListener("open", () => connected(true));
    stream.addEventListener("error", () => {
      connected(false);
      // The browser tries again by itself, except after an answer that is not a stream.
      if (stream.readyState === EventSource.CLOSED) setTimeout(() => this.follow(changed, connected), 2000);
    });
  }

  async #request(path, body) {
    const options = body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await fetch(path, options);
    const text = await response.text();
    if (response.ok) return text && JSON.parse(text);
    let message = text;
    try {
      message = JSON.parse(text).error;
    } catch {
      // The text itself is the message.
    }
    throw new Refusal(response.status, message);
  }
}

/** The rules and events that a report contains, compressed, in `script` elements. */
class ReportSource {
  isReport = true;
  revision = 0;
  #read = new Map();

  state() {
    return this.#data("data-state");
  }

  async rule(rule) {
    return (await this.#data("data-rules"))[rule];
  }

  async event(event) {
    return (await this.#data("data-events"))[event];
  }

  /** Events with the same judgement share it, and events list the fields that judgements refer to. */
  async cell(event, rule) {
    const [{ judgements, events }, { places }] = await Promise.all([
      this.#data(`data-cells-${rule}`),
      this.event(event),
    ]);
    const full = ([number, chosen]) => {
      const [place, start, end, value] = places[number];
      return { place, span: [start, end], value, chosen: chosen === 1 };
    };
    const complete = (part) => ({ ...part, found: part.found.map(full), parts: part.parts.map(complete) });
    const judgement = judgements[events[event]];
    return { ...judgement, parts: judgement.parts.map(complete) };
  }

  follow() {}

  /** Returns the value of an element: Base64 of gzip of JSON. */
  #data(id) {
    if (!this.#read.has(id)) this.#read.set(id, this.#decompress(byId(id).textContent.trim()));
    return this.#read.get(id);
  }

  async #decompress(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }
}

const source = byId("data-state") ? new ReportSource() : new ServerSource();
