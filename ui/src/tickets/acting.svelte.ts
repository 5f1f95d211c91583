/** @file What one can do to tickets from a board, a list or a bulk bar: the menus, and the keys that open them. */
import UserX from "@lucide/svelte/icons/user-x";
import { call } from "../api/call";
import type { ConfirmedHow, LookupsView, SessionView, Status } from "../api/gen";
import { compareNames, formatDate, t } from "../i18n/words.svelte";
import { openMenu, type Menu, type MenuEntry, type MenuItem } from "../kit/menu.svelte";
import { toasts } from "../kit/toasts.svelte";
import type { Answers } from "../lib/shortcuts.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import type { KeyId } from "../lib/keys";
import { change, changeOrAsk, setTickets, type Fields } from "./change.svelte";
import { dueMenu } from "./duemenu";
import { escalating } from "./escalating.svelte";
import { teamsAbove } from "./levels";
import { macroing } from "./macroing.svelte";
import { merging } from "./merging.svelte";
import { priorities } from "./filter";
import { mayPopOut, popOut } from "./popout";
import { planning } from "../visits/planning.svelte";
import { reminding } from "./reminding.svelte";
import { reopening } from "./reopening.svelte";
import type { Target } from "./selection.svelte";
import { isDone } from "./sentences";
import { postponeMenu, snoozeMenu } from "./snoozing";

export interface Scene {
  /** What is selected, else what has the focus; read again while a menu is open. */
  targets: () => readonly Target[];
  /** Where a menu opens that a key asked for. */
  anchor: () => Element | null;
  lookups: () => LookupsView | undefined;
  session: () => SessionView | undefined;
  /** After something was done, such as letting go of the selection. */
  done?: () => void;
}

/** The statuses to choose from, in their order on screen. */
export function openStatuses(lookups: LookupsView | undefined): Status[] {
  return (lookups?.statuses ?? []).filter((status) => !status.retired).sort((one, other) => one.position - other.position);
}

/** Staff by name, whoever works here first. */
export function staffFor(lookups: LookupsView | undefined, me: string | undefined) {
  return [...(lookups?.staff ?? [])].sort(
    (one, other) => Number(other.id === me) - Number(one.id === me) || compareNames(one.name, other.name),
  );
}

/** `#4312`, or `12 tickets`. */
export function namesOf(targets: readonly Target[]): string {
  const [only] = targets;
  return targets.length === 1 && only !== undefined ? only.number : t("tickets.count", { count: targets.length });
}

export class Acting {
  #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** The keys of the `act` scope; a key without a ticket goes on to whoever wants it. */
  answers(): Answers {
    const on = (act: () => unknown) => () => (this.#scene.targets().length === 0 ? false : act());
    return {
      "act.status": on(() => this.status()),
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
      "act.remind": on(() => this.remind()),
      "act.visit": on(() => this.visit()),
      "act.macro": on(() => this.macro()),
      "act.merge": on(() => this.merge()),
      "act.resolve": on(() => this.resolve()),
      "act.reopen": on(() => this.reopen()),
      "act.confirm": on(() => this.confirm()),
      "act.copyNumber": on(() => void this.copyNumber()),
      "act.delete": on(() => this.delete()),
      ...(mayPopOut ? { "act.popOut": on(() => void this.popOut()) } : {}),
    };
  }

  status(at?: Element): void {
    const targets = this.#scene.targets();
    this.#open(at, {
      label: t("act.statusOf", { what: namesOf(targets) }),
      kind: "pick",
      entries: () => openStatuses(this.#scene.lookups()).map((status) => this.#statusItem(targets, status)),
    });
  }

  #statusItem(targets: readonly Target[], status: Status): MenuItem {
    const refusing = this.#scene
      .lookups()
      ?.statuses.find(
        ({ key, next }) =>
          key !== status.key && next.length > 0 && !next.includes(status.key) && targets.some((one) => one.status === key),
      );
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
            act: () => this.#set(targets, { team: team.id }, t("did.team", { what, team: team.name })),
          })),
    });
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

  tags(at?: Element): void {
    const { targets, lookups } = this.#scene;
    const put = (tag: string) => {
      const what = namesOf(targets());
      const has = targets().every((one) => one.tags.includes(tag));
      const done = has ? t("did.untagged", { what, tag }) : t("did.tagged", { what, tag });
      const tags = has ? { remove_tags: [tag] } : { add_tags: [tag] };
      void setTickets({ tickets: targets().map(({ id }) => id), ...tags }, done, lookups(), undefined, targets());
    };
    this.#open(at, {
      label: t("act.tagsOf", { what: namesOf(targets()) }),
      kind: "pick",
      many: true,
      search: t("act.tag"),
      create: { label: (text) => t("act.newTag", { tag: text }), act: put },
      entries: () => {
        const used = targets().flatMap((one) => one.tags);
        return [...new Set([...used, ...(lookups()?.tags ?? [])])].map((tag) => ({
          id: tag,
          label: tag,
          checked: targets().every((one) => one.tags.includes(tag)),
          act: () => put(tag),
        }));
      },
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

  resolve(): void {
    const status = openStatuses(this.#scene.lookups()).find(({ category }) => category === "resolved");
    const targets = this.#scene.targets();
    if (status === undefined) return;
    this.#set(targets, { status: status.key }, t("did.status", { what: namesOf(targets), status: status.name }));
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

  async copyNumber(): Promise<void> {
    const numbers = this.#scene.targets().map(({ number }) => number).join(" ");
    try {
      await navigator.clipboard.writeText(numbers);
      toasts.add({ text: t("did.copied", { what: numbers }) });
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
    const item = (id: KeyId, label: string, act: () => void): MenuItem => ({ id, label, keys: shortcuts.keysOf(id)[0], act });
    openMenu(at, {
      label: t("act.menu", { what: namesOf(this.#scene.targets()) }),
      entries: () => [
        ...first,
        item("act.status", t("keys.moveTo"), () => this.status()),
        item("act.priority", t("keys.priority"), () => this.priority()),
        item("act.assignee", t("keys.assignee"), () => this.assignee()),
        item("act.assignMe", t("keys.assignMe"), () => this.assignMe()),
        item("act.team", t("keys.team"), () => this.team()),
        ...(this.hasLevels ? [item("act.escalate", t("keys.escalate"), () => this.escalate())] : []),
        item("act.tags", t("keys.tags"), () => this.tags()),
        item("act.due", t("keys.due"), () => this.due()),
        item("act.snooze", t("keys.snooze"), () => this.snooze()),
        item("act.postpone", t("keys.postpone"), () => this.postpone()),
        item("act.unread", t(this.unread ? "act.read" : "act.unread"), () => this.read()),
        item("act.remind", t("keys.remind"), () => this.remind()),
        item("act.visit", t("keys.visit"), () => this.visit()),
        item("act.macro", t("keys.macro"), () => this.macro()),
        item("act.merge", t("keys.merge"), () => this.merge()),
        "line",
        item("act.resolve", t("keys.resolve"), () => this.resolve()),
        ...(this.finished.length > 0 ? [item("act.confirm", t("keys.confirm"), () => void this.confirm()), item("act.reopen", t("keys.reopen"), () => void this.reopen())] : []),
        item("act.copyNumber", t("keys.copyNumber"), () => void this.copyNumber()),
        ...(mayPopOut ? [item("act.popOut", t("keys.popOut"), () => void this.popOut())] : []),
        "line",
        { ...item("act.delete", t("keys.delete"), () => this.delete()), danger: true },
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
