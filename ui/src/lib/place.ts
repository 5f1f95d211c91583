/** @file Where a menu or a tooltip goes: beside its anchor, flipped when there is no room, always inside the window. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Side = "below" | "above" | "after";

export interface Placement {
  x: number;
  y: number;
  side: Side;
  /** The height that fits without leaving the window. */
  maxHeight: number;
}

const margin = 8;

/** Returns the top left corner for a box of `size` next to `anchor`. */
export function place(
  anchor: Box,
  size: { width: number; height: number },
  screen: { width: number; height: number },
  wish: { side: Side; gap: number; align?: "start" | "centre" | "end" },
): Placement {
  const { gap, align = "start" } = wish;
  const inside = (value: number, length: number, whole: number) =>
    Math.max(margin, Math.min(value, whole - length - margin));

  if (wish.side === "after") {
    const right = anchor.left + anchor.width + gap;
    const fits = right + size.width <= screen.width - margin;
    const x = fits ? right : anchor.left - gap - size.width;
    return {
      x: inside(x, size.width, screen.width),
      y: inside(anchor.top, size.height, screen.height),
      side: "after",
      maxHeight: screen.height - 2 * margin,
    };
  }

  const below = screen.height - margin - (anchor.top + anchor.height + gap);
  const above = anchor.top - gap - margin;
  const first = wish.side === "below" ? below : above;
  const second = wish.side === "below" ? above : below;
  const flip = size.height > first && second > first;
  const side: Side = flip ? (wish.side === "below" ? "above" : "below") : wish.side;
  const room = side === "below" ? below : above;
  const height = Math.min(size.height, room);
  const start =
    align === "start"
      ? anchor.left
      : align === "end"
        ? anchor.left + anchor.width - size.width
        : anchor.left + (anchor.width - size.width) / 2;
  return {
    x: Math.round(inside(start, size.width, screen.width)),
    y: Math.round(side === "below" ? anchor.top + anchor.height + gap : anchor.top - gap - height),
    side,
    maxHeight: Math.max(0, room),
  };
}
