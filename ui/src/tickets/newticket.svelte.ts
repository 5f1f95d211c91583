/** @file Whether the sheet for a ticket is open, and what it begins with; every screen may open it. */
import type { StatusKey } from "../api/gen";

export interface Beginning {
  subject?: string;
  /** The column that asked. */
  status?: StatusKey;
  /** The template that fills it. */
  template?: string;
}

class NewTicket {
  open: Beginning | null = $state.raw(null);
  /** The draft on its way to the core, for a sheet that is opened again before it has come back. */
  onItsWay: string | undefined;

  /** Opens the sheet; one that is open stays as it is. */
  begin(beginning: Beginning = {}): void {
    this.open ??= beginning;
  }

  close(): void {
    this.open = null;
  }
}

export const newTicket = new NewTicket();
