/** @file What one can do to tickets from a board, a list or a bulk bar: the menus, and the keys that open them. */
import UserX from "@lucide/svelte/icons/user-x";
import { call } from "../api/call";
import type { ConfirmedHow, LookupsView, Status, TeamId } from "../api/gen";
import { problemWords } from "../api/problem";
import { compareNames, formatDate, t } from "../i18n/words.svelte";
import { openMenu, type Menu, type MenuEntry, type MenuItem } from "../kit/menu.svelte";
import { toasts } from "../kit/toasts.svelte";
import type { Answers } from "../lib/shortcuts.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import type { KeyId } from "../lib/keys";
import { change, changeOrAsk, setTickets, type Fields } from "./change.svelte";
import { dueMenu } from "./duemenu";
import { escalating } from "./escalating.svelte";
import { giveToTeam } from "./handing";
import { teamsAbove } from "./levels";
import { linking } from "./linking.svelte";
import { ticketLink } from "./link";
import { macroing } from "./macroing.svelte";
import { merging } from "./merging.svelte";
import { newTicket } from "./newticket.svelte";
import { priorities } from "./filter";
import { mayPopOut, popOut } from "./popout";
import { planning } from "../visits/planning.svelte";
import { reminding } from "./reminding.svelte";
import { reopening } from "./reopening.svelte";
import { resolving } from "./resolving.svelte";
import type { Scene } from "./scene";
import { namesOf, type Target } from "./selection.svelte";
import { isDone } from "./sentences";
import { postponeMenu, snoozeMenu } from "./snoozing";
import { turnWatch } from "./watching";
import { barredFrom } from "./workflow";

/** The statuses to choose from, in their order on screen. */
export function openStatuses(lookups: LookupsView | undefined): Status[] {
  return (lookups?.statuses ?? []).filter((status) => !status.retired).sort((one, other) => one.position - other.position);
}

/** The status that resolving means: the first of its kind. */
export function resolvedStatus(lookups: LookupsView | undefined): Status | undefined {
  return openStatuses(lookups).find(({ category }) => category === "resolved");
}

/** Staff by name, whoever works here first. */
export function staffFor(lookups: LookupsView | undefined, me: string | undefined) {
  return [...(lookups?.staff ?? [])].sort(
    (one, other) => Number(other.id === me) - Number(one.id === me) || compareNames(one.name, other.name),
  );
}

/** What of a ticket can be copied, each more than the one before. */
const copies = ["number", "subject", "link"] as const;
export type Copied = (typeof copies)[number];

/** So soon a key was meant to be pressed once more. */
const againMillis = 1_000;

export class Acting {
  #scene: Scene;
  /** What the key copied last, and when. */
  #copied = { tickets: "", width: 0, at: -Infinity };

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** The keys of the `act` scope; a key without a ticket goes on to whoever wants it. */
  answers(): Answers {
    const on = (act: () => unknown) => () => (this.#scene.targets().length === 0 ? false : act());
    return {
      "act.status": on(() => this.moveTo()),
      "act.priority": on(() => this.priority()),
      "act.assignee": on(() => this.assignee()),
      "act.assignMe": on(() => this.assignMe()),
      "act.team": on(() => this.team()),
      "act.escalate": on(() => this.escalate()),
      "act.tags": on(() => this.tags()),
      "act.due": on(() => this.due()),
      "act.snooze": on(() => this.snooze()),
      "act.postpone": on(() => this.postpone()),
      "act.unread": on(() => this.read("turn")),
      "act.watch": on(() => void this.watch()),
      "act.remind": on(() => this.remind()),
      "act.visit": on(() => this.visit()),
      "act.macro": on(() => this.macro()),
      "act.merge": on(() => this.merge()),
      "act.link": on(() => this.link()),
      "act.newLinked": on(() => void this.newLinked()),
      "act.resolve": on(() => this.resolve()),
      "act.resolveWith": on(() => this.resolveWith()),
      "act.reopen": on(() => this.reopen()),
      "act.confirm": on(() => this.confirm()),
      "act.copyNumber": on(() => this.copyMore()),
      "act.copySubject": on(() => void this.copy("subject")),
      "act.copyLink": on(() => void this.copy("link")),
      "act.delete": on(() => this.delete()),
      ...(mayPopOut ? { "act.popOut": on(() => void this.popOut()) } : {}),
    };
  }

  /** Whether the screen has places of its own to go to. */
  get hasPlaces(): boolean {
    return this.#scene.places !== undefined;
  }

  /** Asks where they go: what that means, the screen may know better. */
  moveTo(at?: Element): void {
    const { places } = this.#scene;
    const { targets } = this.#held();
    if (places === undefined) this.status(at);
    else if (places.now !== null) this.#open(at, places.now(targets, () => this.#statuses(targets())));
    else void places.load().then(() => (places.now === null ? undefined : this.moveTo(at)));
  }

  status(at?: Element): void {
    const targets = this.#scene.targets();
    this.#open(at, { label: t("act.statusOf", { what: namesOf(targets) }), kind: "pick", entries: () => this.#statuses(targets) });
  }

  #statuses(targets: readonly Target[]): MenuItem[] {
    return openStatuses(this.#scene.lookups()).map((status) => this.#statusItem(targets, status));
  }

  #statusItem(targets: readonly Target[], status: Status): MenuItem {
    const refusing = barredFrom(this.#scene.lookups()?.statuses ?? [], targets, status.key);
    return {
      id: status.key,
      label: status.name,
      glyph: { kind: "status", category: status.category },
      checked: targets.every((one) => one.status === status.key),
      ...(refusing === undefined ? {} : { refused: t("act.notFrom", { status: refusing.name }) }),
      act: () => this.#set(targets, { status: status.key }, t("did.status", { what: namesOf(targets), status: status.name })),
    };
  }

  priority(at?: Element): void {
    const targets = this.#scene.targets();
    const what = namesOf(targets);
    this.#open(at, {
      label: t("act.priorityOf", { what }),
      kind: "pick",
      entries: () =>
        priorities.map((priority) => ({
          id: priority,
          label: t(`priority.${priority}`),
          glyph: { kind: "priority", priority },
          checked: targets.every((one) => one.priority === priority),
          act: () => this.#set(targets, { priority }, t("did.priority", { what, priority: t(`priority.${priority}`) })),
        })),
    });
  }

  assignee(at?: Element): void {
    const targets = this.#scene.targets();
    const what = namesOf(targets);
    const isOwner = (id: string | null) => targets.every((one) => one.assignee === id);
    const me = this.#scene.session()?.me;
    this.#open(at, {
      label: t("act.assigneeOf", { what }),
      kind: "pick",
      search: t("act.assignTo"),
      entries: () => [
        ...staffFor(this.#scene.lookups(), me).map(
          (person): MenuItem => ({
            id: person.id,
            label: person.name,
            glyph: { kind: "person", name: person.name, seed: person.id },
            ...(person.id === me ? { detail: t("act.you") } : {}),
            checked: isOwner(person.id),
            act: () => this.#set(targets, { assignee: person.id }, t("did.assigned", { what, name: person.name })),
          }),
        ),
        {
          id: "nobody",
          label: t("act.nobody"),
          glyph: { kind: "icon", icon: UserX },
          checked: isOwner(null),
          act: () => this.#set(targets, { assignee: null }, t("did.unassigned", { what })),
        },
      ],
    });
  }

  assignMe(): void {
    const session = this.#scene.session();
    const targets = this.#scene.targets();
    if (session !== undefined) this.#set(targets, { assignee: session.me }, t("did.taken", { what: namesOf(targets) }));
  }

  team(at?: Element): void {
    const targets = this.#scene.targets();
    const what = namesOf(targets);
    const teams = (this.#scene.lookups()?.teams ?? []).filter(({ retired }) => !retired);
    this.#open(at, {
      label: t("act.teamOf", { what }),
      kind: "pick",
      search: t("act.teamTo"),
      entries: () =>
        teams
          .toSorted((one, other) => compareNames(one.name, other.name))
          .map((team) => ({
            id: team.id,
            label: team.name,
            checked: targets.every((one) => one.team === team.id),
            act: () => void this.give(team.id, targets),
          })),
    });
  }

  /** Gives them to a team; whoever owned them and is not in it does so no longer. */
  async give(id: TeamId, targets: readonly Target[] = this.#scene.targets()): Promise<void> {
    const lookups = this.#scene.lookups();
    const team = lookups?.teams.find((one) => one.id === id);
    if (team !== undefined) await giveToTeam(targets, team, lookups, () => this.#scene.done?.());
  }

  /** Whether some team has a level that tickets can be handed up to. */
  get hasLevels(): boolean {
    return teamsAbove(this.#scene.lookups(), []).length > 0;
  }

  escalate(): void {
    const targets = this.#scene.targets();
    if (teamsAbove(this.#scene.lookups(), targets.map(({ team }) => team)).length === 0) toasts.add({ text: t("escalate.none", { what: namesOf(targets) }) });
    else escalating.ask(targets, () => this.#scene.done?.());
  }

  /**
   * The tickets of now, for as long as a menu is about them: the list under it may move, or lose them by what is chosen in it.
   * `know` puts in what was done to one that no screen shows any more.
   */
  #held(): { targets: () => readonly Target[]; know: (more: (one: Target) => Target) => void } {
    let held: readonly Target[] = $state.raw(this.#scene.targets());
    const targets = () => {
      const shown = new Map(this.#scene.targets().map((one) => [one.id, one]));
      return held.map((one) => shown.get(one.id) ?? one);
    };
    return { targets, know: (more) => (held = targets().map(more)) };
  }

  tags(at?: Element): void {
    const { lookups } = this.#scene;
    const { targets, know } = this.#held();
    const put = (tag: string) => {
      const what = namesOf(targets());
      const has = targets().every((one) => one.tags.includes(tag));
      const done = has ? t("did.untagged", { what, tag }) : t("did.tagged", { what, tag });
      const tags = has ? { remove_tags: [tag] } : { add_tags: [tag] };
      const follow = () => know((one) => ({ ...one, tags: [...one.tags.filter((other) => other !== tag), ...(has ? [] : [tag])] }));
      void setTickets({ tickets: targets().map(({ id }) => id), ...tags }, done, lookups(), follow, targets());
    };
    const offered = () => [...targets().flatMap((one) => one.tags), ...(lookups()?.tags ?? [])];
    // Those in use stand first when it opens; from then on each stays where it is, under the hand that chose it.
    const first = offered();
    this.#open(at, {
      label: t("act.tagsOf", { what: namesOf(targets()) }),
      kind: "pick",
      many: true,
      search: t("act.tag"),
      create: { label: (text) => t("act.newTag", { tag: text }), act: put },
      entries: () =>
        [...new Set([...first, ...offered()])].map((tag) => ({
          id: tag,
          label: tag,
          checked: targets().every((one) => one.tags.includes(tag)),
          act: () => put(tag),
        })),
    });
  }

  due(at?: Element): void {
    const targets = this.#scene.targets();
    const what = namesOf(targets);
    const put = (moment: number | null) =>
      this.#set(
        targets,
        { due: moment },
        moment === null ? t("did.dueCleared", { what }) : t("did.due", { what, at: formatDate(moment, "full") }),
      );
    this.#open(at, { label: t("act.dueOf", { what }), ...dueMenu(put) });
  }

  snooze(at?: Element): void {
    const targets = this.#scene.targets();
    this.#open(at, snoozeMenu(targets, namesOf(targets), () => this.#scene.done?.()));
  }

  postpone(at?: Element): void {
    const { targets, lookups, done } = this.#scene;
    this.#open(at, postponeMenu(targets(), namesOf(targets()), lookups(), () => done?.()));
  }

  /** Whether all that is picked is unread: then the key makes it read. */
  get unread(): boolean {
    return this.#scene.targets().every(({ unread }) => unread === true);
  }

  /** Marks what is picked as unread, or as read; `turn` leaves it to the core, which knows what was read in this instant. */
  read(to: boolean | "turn" = !this.unread): void {
    const targets = this.#scene.targets();
    const what = namesOf(targets);
    const input = { tickets: targets.map(({ id }) => id), ...(to === "turn" ? { turn: true } : { unread: to }) };
    void change("ticket_read", input, ({ unread }) => t(unread ? "did.unread" : "did.read", { what }));
  }

  /** Watches what is picked, or no longer where I watch all of it. */
  async watch(): Promise<void> {
    const session = this.#scene.session();
    if (session !== undefined) await turnWatch(this.#scene.targets(), session.me, this.#scene.lookups());
  }

  /** A reminder is about one ticket: the first of those that are picked. */
  remind(): void {
    const [first] = this.#scene.targets();
    if (first !== undefined) reminding.about = { ticket: first.id, number: first.number };
  }

  /** So is a visit. */
  visit(): void {
    const [first] = this.#scene.targets();
    if (first !== undefined) planning.about = { ticket: first.id, number: first.number, visit: null };
  }

  /** So is a window. */
  async popOut(): Promise<boolean> {
    const [first] = this.#scene.targets();
    return first !== undefined && (await popOut(first.id));
  }

  macro(): void {
    macroing.ask(this.#scene.targets(), () => this.#scene.done?.());
  }

  merge(): void {
    merging.ask(this.#scene.targets(), () => this.#scene.done?.());
  }

  /** A link is about one ticket, too. */
  link(): void {
    linking.asked = this.#scene.targets()[0] ?? null;
  }

  /** Opens the sheet for a ticket that is a part of this one, asked by the same person. */
  async newLinked(): Promise<void> {
    const [first] = this.#scene.targets();
    if (first === undefined) return;
    try {
      const { id, number, requester } = await call("ticket_get", { ticket: first.id });
      newTicket.begin({ parent: { id, number }, requester: requester === null ? null : { id: requester.id, name: requester.name } });
    } catch (thrown) {
      toasts.add({ text: problemWords(thrown), tone: "danger" });
    }
  }

  resolve(): void {
    const status = resolvedStatus(this.#scene.lookups());
    const targets = this.#scene.targets();
    if (status === undefined) return;
    this.#set(targets, { status: status.key }, t("did.status", { what: namesOf(targets), status: status.name }));
  }

  /** Resolves with a word on how, which stays with the ticket. */
  resolveWith(): void {
    resolving.ask(this.#scene.targets(), () => this.#scene.done?.());
  }

  /** What is done among what is picked: that can be opened again. */
  get finished(): readonly Target[] {
    const statuses = this.#scene.lookups()?.statuses ?? [];
    return this.#scene.targets().filter((one) => statuses.some(({ key, category }) => key === one.status && isDone(category)));
  }

  /** False where nothing is done, so that the key goes on to whoever wants it. */
  reopen(): boolean {
    const { finished } = this;
    if (finished.length > 0) reopening.ask(finished, () => this.#scene.done?.());
    return finished.length > 0;
  }

  /** Asks whose word it is that what is done helped; false where nothing is done. */
  confirm(at?: Element): boolean {
    const { finished } = this;
    const what = namesOf(finished);
    const tickets = finished.map(({ id }) => id);
    const put = (how: ConfirmedHow) => () =>
      void changeOrAsk(({ fill }) => call("ticket_confirm", { tickets, how, fill }), { done: t("did.confirmed", { what }), tickets: tickets.length, about: finished, follow: () => this.#scene.done?.() }, this.#scene.lookups());
    if (finished.length > 0)
      this.#open(at, {
        label: t("act.confirmOf", { what }),
        kind: "pick",
        entries: () => [
          { id: "requester", label: t("confirm.requester"), act: put("requester") },
          { id: "agent", label: t("confirm.agent"), act: put("agent") },
        ],
      });
    return finished.length > 0;
  }

  /** The key: copies the number, and pressed again within a second more each time. By the clock, since the first press is done at once. */
  copyMore(): void {
    const tickets = this.#scene.targets().map(({ id }) => id).join(" ");
    const now = performance.now();
    const again = this.#copied.tickets === tickets && now - this.#copied.at < againMillis;
    const width = again ? Math.min(this.#copied.width + 1, copies.length - 1) : 0;
    this.#copied = { tickets, width, at: now };
    void this.copy(copies[width] ?? "number", copies[width + 1]);
  }

  /** Copies this of each ticket, and says which key press would copy more. */
  async copy(what: Copied, more?: Copied): Promise<void> {
    const targets = this.#scene.targets();
    const text =
      what === "number" ? targets.map(({ number }) => number).join(" ") : targets.map((one) => (what === "link" ? ticketLink(one) : `${one.number} ${one.subject}`)).join("\n");
    const said = what === "number" || targets.length === 1 ? text : t(`did.copied.${what}s`, { count: targets.length });
    try {
      await navigator.clipboard.writeText(text);
      const copied = t("did.copied", { what: said });
      // What is copied next takes the place of this.
      toasts.add({ text: more === undefined ? copied : `${copied} · ${t(more === "link" ? "did.copied.thenLink" : "did.copied.thenSubject")}`, about: "copied" });
    } catch {
      // The system keeps the clipboard to itself, for example without a focused window.
      toasts.add({ text: t("act.noClipboard"), tone: "danger" });
    }
  }

  delete(): void {
    const targets = this.#scene.targets();
    const tickets = targets.map(({ id }) => id);
    const done = t("did.deleted", { what: namesOf(targets) });
    void change("ticket_delete", { tickets }, done, this.#scene.lookups()).then((did) => {
      if (did) this.#scene.done?.();
    });
  }

  /** All actions as one menu, for the pointer. */
  everything(at: { x: number; y: number }, first: readonly MenuEntry[] = []): void {
    // It is about what it was opened on, wherever the list under it goes meanwhile.
    const these = new Acting({ ...this.#scene, targets: this.#held().targets });
    const item = (id: KeyId, label: string, act: () => void): MenuItem => ({ id, label, keys: shortcuts.keysOf(id)[0], act });
    openMenu(at, {
      label: t("act.menu", { what: namesOf(these.#scene.targets()) }),
      entries: () => [
        ...first,
        item("act.status", t("keys.moveTo"), () => these.moveTo()),
        item("act.priority", t("keys.priority"), () => these.priority()),
        item("act.assignee", t("keys.assignee"), () => these.assignee()),
        item("act.assignMe", t("keys.assignMe"), () => these.assignMe()),
        item("act.team", t("keys.team"), () => these.team()),
        ...(these.hasLevels ? [item("act.escalate", t("keys.escalate"), () => these.escalate())] : []),
        item("act.tags", t("keys.tags"), () => these.tags()),
        item("act.due", t("keys.due"), () => these.due()),
        item("act.snooze", t("keys.snooze"), () => these.snooze()),
        item("act.postpone", t("keys.postpone"), () => these.postpone()),
        item("act.unread", t(these.unread ? "act.read" : "act.unread"), () => these.read()),
        item("act.watch", t("keys.watch"), () => void these.watch()),
        item("act.remind", t("keys.remind"), () => these.remind()),
        item("act.visit", t("keys.visit"), () => these.visit()),
        item("act.macro", t("keys.macro"), () => these.macro()),
        item("act.merge", t("keys.merge"), () => these.merge()),
        item("act.link", t("links.add"), () => these.link()),
        item("act.newLinked", t("keys.newLinked"), () => void these.newLinked()),
        "line",
        item("act.resolve", t("keys.resolve"), () => these.resolve()),
        item("act.resolveWith", t("keys.resolveWith"), () => these.resolveWith()),
        ...(these.finished.length > 0 ? [item("act.confirm", t("keys.confirm"), () => void these.confirm()), item("act.reopen", t("keys.reopen"), () => void these.reopen())] : []),
        item("act.copyNumber", t("keys.copyNumber"), () => void these.copy("number")),
        item("act.copySubject", t("keys.copySubject"), () => void these.copy("subject")),
        item("act.copyLink", t("keys.copyLink"), () => void these.copy("link")),
        ...(mayPopOut ? [item("act.popOut", t("keys.popOut"), () => void these.popOut())] : []),
        "line",
        { ...item("act.delete", t("keys.delete"), () => these.delete()), danger: true },
      ],
    });
  }

  #open(at: Element | undefined, menu: Menu): void {
    const anchor = at ?? this.#scene.anchor();
    if (anchor !== null) openMenu(anchor, menu);
  }

  #set(targets: readonly Target[], fields: Fields, done: string): void {
    void setTickets({ tickets: targets.map(({ id }) => id), fields }, done, this.#scene.lookups(), () => this.#scene.done?.(), targets);
  }
}
