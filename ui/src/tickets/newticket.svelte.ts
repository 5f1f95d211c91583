/** @file Whether the sheet for a ticket is open, and what it begins with; every screen may open it. */
import type { Chosen } from "../api/files";
import type { PersonId, StatusKey, TicketId } from "../api/gen";

export interface Beginning {
  subject?: string;
  /** The column that asked. */
  status?: StatusKey;
  /** The template that fills it. */
  template?: string;
  /** The ticket that it is a part of. */
  parent?: { id: TicketId; number: string };
  /** Who asks. */
  requester?: { id: PersonId; name: string } | null;
  /** The mail that asks for it. */
  mail?: Chosen;
}

const mailType = "message/rfc822";

/** Whether a file is a mail as programs for mail save it. */
export function isMail(chosen: Chosen): boolean {
  return ("file" in chosen && chosen.file.type === mailType) || chosen.name.toLowerCase().endsWith(".eml");
}

/** Whether what is carried over the desk may be a mail: what a file is called is told only when it is let go. */
export function mayBeMail(carried: DataTransfer): boolean {
  const files = [...carried.items].filter(({ kind }) => kind === "file");
  // Of files that an engine keeps back nothing is told at all.
  return files.length === 0 || files.some(({ type }) => type === mailType || type === "");
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
