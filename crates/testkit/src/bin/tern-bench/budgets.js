/** @file What a person does in the window, done often and measured inside the page, from the key to the painted frame. */
const [what, rounds] = arguments;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

/** Waits for the frame that shows something, and for it to be painted; the clock of the engine counts whole milliseconds. */
async function until(shown, what) {
  const give_up = performance.now() + 20_000;
  while (!shown()) {
    if (performance.now() > give_up) throw new Error(`in vain: ${what}; ${location.hash}; focus on ${document.activeElement?.outerHTML.slice(0, 120)}`);
    await frame();
  }
  await frame();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

function press(key, held = {}) {
  const at = document.activeElement ?? document.body;
  for (const kind of ["keydown", "keyup"]) at.dispatchEvent(new KeyboardEvent(kind, { key, bubbles: true, cancelable: true, ...held }));
}

async function timed(act, shown, name) {
  const began = performance.now();
  act();
  await until(shown, name);
  return performance.now() - began;
}

async function go(place, selector) {
  location.hash = `#/${place}`;
  await until(() => one(selector) !== null, `${place} with ${selector}`);
  await pause(300);
}

function type(field, text) {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

const ticket = () => one("[data-testid=ticket]")?.dataset.ticket;
const row = () => one("[data-testid=row]:focus");
const invoke = (command, input) => window.__TAURI_INTERNALS__.invoke("rpc", { command, input });

/** What a search for a word must bring. */
const found = async (text) => (await invoke("ticket_search", { text, from: 0, count: 5 })).hits.map(({ row }) => row.id);

/** Lifts the first card by the pointer, carries it as `work` says, and lets it go where it was. */
async function carried(work) {
  await go("board", "[data-testid=card]");
  const card = one("[data-testid=card]");
  const box = card.getBoundingClientRect();
  const from = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const send = (kind, at, x, y, buttons) => at.dispatchEvent(new PointerEvent(kind, { bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: kind === "pointermove" ? -1 : 0, buttons, clientX: x, clientY: y }));
  send("pointerdown", card, from.x, from.y, 1);
  // A pointer that is only told of cannot be captured.
  const own = { set: Element.prototype.setPointerCapture, release: Element.prototype.releasePointerCapture };
  Element.prototype.setPointerCapture = Element.prototype.releasePointerCapture = () => undefined;
  // There and back over the width of the board, up and down a little.
  const move = (step) => {
    const width = innerWidth - 320;
    const along = step % (2 * width);
    send("pointermove", document, 300 + (along < width ? along : 2 * width - along), from.y + (step % 200), 1);
  };
  for (let step = 0; step < 10; step += 1) move(step * 4);
  await until(() => one(".drag-ghost") !== null, "a card in the air");
  try {
    await work(move);
  } finally {
    press("Escape");
    send("pointerup", document, from.x, from.y, 0);
    [Element.prototype.setPointerCapture, Element.prototype.releasePointerCapture] = [own.set, own.release];
  }
}

/** The tallest list of a screen, in sight, and whether something stands in its middle. */
async function tallest(place, within, read) {
  await go(place, read);
  const lists = all(`${within} *`).filter((element) => element.scrollHeight > element.clientHeight + 100 && getComputedStyle(element).overflowY === "auto");
  lists.sort((one, other) => other.scrollHeight - one.scrollHeight);
  const [list] = lists;
  if (list === undefined) throw new Error(`nothing in ${within} is taller than the screen`);
  list.scrollIntoView({ block: "nearest", inline: "center" });
  await pause(200);
  const stands = (selector) => {
    const box = list.getBoundingClientRect();
    // Between two cards there is a gap.
    return [0, 16].some((more) => document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2 + more)?.closest(selector) != null);
  };
  const jump = (round) => {
    const to = Math.floor((list.scrollHeight - list.clientHeight) * ((round * 0.37) % 1));
    list.scrollTop = to;
    if (Math.abs(list.scrollTop - to) > 1) throw new Error(`${within} does not scroll to ${to}`);
    // The engine says so with the next frame; what it takes from there on is what is measured.
    list.dispatchEvent(new Event("scroll"));
  };
  return { stands, jump };
}

/** What it takes from a jump in the tallest list of a screen until the places of its rows are laid out, whatever stands there yet. */
async function laidOut(place, within, wanted, read) {
  const times = [];
  const { stands, jump } = await tallest(place, within, read);
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    jump(round);
    for (let turn = 0; turn < 20 && !stands(wanted); turn += 1) await null;
    if (!stands(wanted)) throw new Error(`no ${wanted} in the middle of ${within}`);
    times.push(performance.now() - began);
    // What comes of one jump is no part of the next.
    await until(() => stands(read), `${read} in the middle`);
    await pause(120);
  }
  return times;
}

const measures = {
  /** A ticket is opened from the list. */
  async open() {
    const times = [];
    await go("list", "[data-testid=row]:focus");
    for (let round = 0; round < rounds; round += 1) {
      press("j");
      await frame();
      const wanted = row().dataset.ticket;
      times.push(await timed(() => press("Enter"), () => ticket() === wanted && one("[data-testid=composer]") !== null, "the ticket"));
      await pause(50);
      press("Escape");
      await until(() => row() !== null, "the list again");
    }
    return times;
  },

  /** From one ticket to the next. */
  async next() {
    const times = [];
    await go("list", "[data-testid=row]:focus");
    press("Enter");
    await until(() => one("[data-testid=composer]") !== null, "a ticket");
    for (let round = 0; round < rounds; round += 1) {
      await pause(150);
      const before = ticket();
      times.push(await timed(() => press("]"), () => ticket() !== undefined && ticket() !== before && one("[data-testid=composer]") !== null, "the next ticket"));
    }
    return times;
  },

  /** A command, and the row that shows what it did. */
  async command() {
    const times = [];
    await go("list", "[data-testid=row]:focus");
    const mine = (await invoke("session_get", {})).name;
    // Over a desk that was kept, those of the last run are passed by.
    for (let step = 0; times.length < rounds && step < 1_000; step += 1) {
      press("j");
      await frame();
      const at = row();
      if (at.querySelector(".assignee .text").textContent.trim() === mine) continue;
      times.push(await timed(() => press("i"), () => one(`[data-testid=row][data-ticket="${at.dataset.ticket}"] .assignee .text`)?.textContent.trim() === mine, "the assignee"));
      await pause(50);
    }
    return times;
  },

  /** A change of status from its menu, until the row shows it. */
  async status() {
    const times = [];
    await go("list", "[data-testid=row]:focus");
    for (let round = 0; round < rounds; round += 1) {
      press("j");
      await frame();
      const { ticket: id } = row().dataset;
      const shown = () => one(`[data-testid=row][data-ticket="${id}"] .status .text, [data-testid=row][data-ticket="${id}"] .status .visually-hidden`)?.textContent.trim();
      const wanted = shown() === "Open" ? "In progress" : "Open";
      press("s");
      const choice = () => all("#menu-list [data-row]").find((item) => item.querySelector(".label").textContent.trim() === wanted);
      await until(() => choice() !== undefined, "the menu of statuses");
      times.push(await timed(() => choice().click(), () => shown() === wanted, "the status"));
      await until(() => one("#menu-list") === null && row() !== null, "the list again");
    }
    return times;
  },

  /** From one saved view to another, until its first ticket stands on top; the two share none. */
  async view() {
    const times = [];
    await go("list", "[data-testid=row]:focus");
    const top = () => one("[data-testid=row]")?.dataset.ticket;
    const views = all("[data-testid=view]").map((view) => view.dataset.view);
    const keys = ["mine", "unassigned"].map((name) => views.indexOf(name) + 1);
    press(String(keys[0]), { ctrlKey: true });
    await pause(1_000);
    for (let round = 0; round < rounds; round += 1) {
      const before = top();
      const key = String(keys[(round + 1) % keys.length]);
      times.push(await timed(() => press(key, { ctrlKey: true }), () => top() !== undefined && top() !== before, `the view of key ${key}`));
      await pause(100);
    }
    return times;
  },

  async palette() {
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push(await timed(() => press("k", { ctrlKey: true }), () => document.activeElement?.dataset.testid === "palette-input", "the palette"));
      press("Escape");
      await until(() => one("[data-testid=palette]") === null, "no palette");
    }
    return times;
  },

  /** The first finds below what is typed into the palette. */
  async palette_results() {
    const times = [];
    press("k", { ctrlKey: true });
    await until(() => document.activeElement?.dataset.testid === "palette-input", "the palette");
    const words = ["print", "mail", "door", "phone", "screen", "network"];
    for (let round = 0; round < rounds; round += 1) {
      const word = words[round % words.length];
      const wanted = await found(word);
      times.push(await timed(() => type(document.activeElement, word), () => all("[data-testid=palette-item]").some((item) => wanted.some((id) => item.dataset.item.includes(id))), `a find for ${word}`));
      type(document.activeElement, "");
      await pause(50);
    }
    press("Escape");
    return times;
  },

  /** The first hits of a search over subjects and conversations, as one types. */
  async search() {
    const times = [];
    await go("search", "[data-testid=search-input]");
    const field = () => one("[data-testid=search-input]");
    const words = ["printer", "vpn", "laptop", "invoice", "door", "password", "mail", "screen"];
    for (let round = 0; round < rounds; round += 1) {
      const word = words[round % words.length];
      field().focus();
      const wanted = await found(word);
      times.push(await timed(() => type(field(), word), () => all("[data-testid=search-results] [data-testid=search-result]").some((hit) => wanted.includes(hit.dataset.ticket)), `hits for ${word}`));
      type(field(), "");
      await until(() => one("[data-testid=search-results]") === null, "no hits");
    }
    return times;
  },

  /** A jump somewhere else in the list of tickets. */
  scroll() {
    return laidOut("list", "[data-testid=list]", "[role=row]", "[data-testid=row]");
  },

  /** The same in the tallest column of the board. */
  board_scroll() {
    return laidOut("board", "[data-testid=column]", "[role=option]", "[data-testid=card]");
  },

  /** The same until the cards themselves, which the core reads, are painted there. */
  async board_cards() {
    const times = [];
    const { stands, jump } = await tallest("board", "[data-testid=column]", "[data-testid=card]");
    for (let round = 0; round < rounds; round += 1) {
      times.push(await timed(() => jump(round), () => stands("[data-testid=card]"), "the cards in the middle"));
      await pause(120);
    }
    return times;
  },

  /** What the page's script takes for each move of a pointer that carries a card; the clock counts whole milliseconds. */
  async drag_move() {
    const times = [];
    await carried(async (move) => {
      const at_once = 20;
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        for (let step = 0; step < at_once; step += 1) move((round * at_once + step) * 7);
        times.push((performance.now() - began) / at_once);
        await frame();
      }
    });
    return times;
  },

  /** From one frame to the next while a card is carried over the board. */
  async drag_frame() {
    const times = [];
    await carried(async (move) => {
      let last = performance.now();
      for (let step = 0; step < rounds * 5; step += 1) {
        move(step * 7);
        await frame();
        times.push(performance.now() - last);
        last = performance.now();
      }
    });
    return times;
  },

  /** The longest that the page was busy in each second while nobody does anything: what turning the clocks of the cards takes. */
  async tick() {
    const times = [];
    await go("board", "[data-testid=card]");
    await pause(2_000);
    for (let second = 0; second < 10; second += 1) {
      const ends = performance.now() + 1_000;
      let longest = 0;
      let last = performance.now();
      while (last < ends) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }
      times.push(longest);
    }
    return times;
  },

  async ipc() {
    const times = [];
    for (let round = 0; round < rounds * 2; round += 1) {
      const began = performance.now();
      await invoke("ticket_list", { from: 0, count: 40 });
      times.push(performance.now() - began);
    }
    return times;
  },

  async dashboard() {
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      await go("list", "[data-testid=row]");
      times.push(await timed(() => { location.hash = "#/dashboard"; }, () => one("[data-testid=dashboard-coverage]") !== null && one("[data-testid=dashboard] [aria-busy=true]") === null, "the dashboard"));
    }
    return times;
  },
};

/** What there is to measure. */
window.measures = Object.keys(measures);
// Longer than the driver lets a script run: it looks for the answer here.
window.measured = null;
measures[what]?.().then(
  (times) => {
    window.measured = { times };
  },
  (error) => {
    window.measured = { error: String(error) };
  },
);
