/** @file What a simulation asks of an imagined ticket; where a real one is asked about, these say nothing. */
import type { SimulatedFacts } from "../api/gen";

export const noFacts: SimulatedFacts = { priority: "normal", type: "incident", channel: "agent", category: null, organisation: null, tier: null, team: null, tags: [] };
