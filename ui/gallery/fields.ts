/** @file Made-up fields of a desk, one of each sort, for screens without a core. */
import type { FormChoice, FormField, StandardAsk, StandardField, TypeOfTicket } from "../src/api/gen";

const choice = (id: string, name: string): FormChoice => ({ id, name, archived: false });
const plain = { help: null, types: [], required: "never", archived: false } as const;

const standard: readonly StandardField[] = ["requester", "category", "service", "component", "steps_to_reproduce", "error_messages", "desired_outcome", "steps_taken", "root_cause", "workaround", "resolution"];

/** What is asked of the fields that every ticket has: these, and of the others nothing. */
export const standardAsks = (...asks: StandardAsk[]): StandardAsk[] => standard.map((field) => asks.find((ask) => ask.field === field) ?? { field, required: "never", types: [] });

export const madeFields: FormField[] = [
  { ...plain, key: "asset_tag", name: "Asset tag", help: "On the sticker, such as FW-0317", types: [], holds: { is: "line" }, position: 0 },
  { ...plain, key: "site", name: "Site", types: [], required: "intake", holds: { is: "one", choices: [choice("lisbon", "Lisbon"), choice("porto", "Porto")] }, position: 1 },
  { ...plain, key: "cause", name: "Root cause", types: ["incident"], required: "resolve", holds: { is: "one", choices: [choice("hardware", "Hardware"), choice("software", "Software")] }, position: 2 },
  { ...plain, key: "seats", name: "Seats", types: ["request"], holds: { is: "number" }, position: 3 },
  { ...plain, key: "from", name: "Needed from", types: ["request"], holds: { is: "date" }, position: 4 },
  { ...plain, key: "affected", name: "Affected", types: [], holds: { is: "many", choices: [choice("mail", "Mail"), choice("phone", "Phone"), choice("net", "Network")] }, position: 5 },
  { ...plain, key: "downtime", name: "Downtime agreed", types: [], holds: { is: "yes_no" }, position: 6 },
  { ...plain, key: "steps", name: "Fallback", types: ["task"], holds: { is: "text" }, position: 7 },
];

/** The types that every desk begins with. */
export const madeTypes: TypeOfTicket[] = ["incident", "request", "question", "task", "bug", "feature_request"].map((key) => ({ key, name: null, retired: false }));
