/** @file What was drawn on the pad of a signature: strokes as parts of its size, and the picture that is made of them. */

export interface Point {
  /** From 0 at the start to 1 at the end of the pad, and from its top to its foot. */
  x: number;
  y: number;
}

export type Stroke = readonly Point[];

/** The part of a canvas that strokes need. */
export type Ink = Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "quadraticCurveTo" | "stroke">;

/** A tap by mistake is no signature: some way has to be drawn. */
const leastLength = 0.15;

export function isSigned(strokes: readonly Stroke[]): boolean {
  let length = 0;
  for (const stroke of strokes) {
    stroke.forEach((point, index) => {
      const before = stroke[index - 1];
      if (before !== undefined) length += Math.hypot(point.x - before.x, point.y - before.y);
    });
  }
  return length >= leastLength;
}

/** Draws strokes as rounded curves through the middles of their points. */
export function drawStrokes(ink: Ink, strokes: readonly Stroke[], width: number, height: number): void {
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: x * width, y: y * height }));
    const [first] = points;
    if (first === undefined) continue;
    ink.beginPath();
    ink.moveTo(first.x, first.y);
    points.forEach((point, index) => {
      const next = points[index + 1];
      if (next === undefined) ink.lineTo(point.x, point.y);
      else ink.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
    });
    ink.stroke();
  }
}

export interface Signed {
  strokes: readonly Stroke[];
  name: string;
  /** Small, under the line: who signed, and when. */
  caption: string;
}

// Paper is white and ink is dark in every theme: the picture is kept and printed.
const paper = "#ffffff";
const inkColour = "#14181f";
const lineColour = "#858e9b";
const width = 900;
const height = 360;
const foot = 300;

/** Makes the picture of a signature, as PNG in base64; without strokes the name is written in their place. */
export function signaturePng({ strokes, name, caption }: Signed): string {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const ink = canvas.getContext("2d");
  if (ink === null) throw new Error("this engine draws nothing");
  ink.fillStyle = paper;
  ink.fillRect(0, 0, width, height);
  ink.strokeStyle = lineColour;
  ink.lineWidth = 2;
  ink.beginPath();
  ink.moveTo(40, foot);
  ink.lineTo(width - 40, foot);
  ink.stroke();
  ink.fillStyle = inkColour;
  ink.textAlign = "center";
  ink.font = "22px sans-serif";
  ink.fillText(caption, width / 2, foot + 38, width - 80);
  if (isSigned(strokes)) {
    ink.strokeStyle = inkColour;
    ink.lineWidth = 5;
    ink.lineCap = "round";
    ink.lineJoin = "round";
    drawStrokes(ink, strokes, width, height);
  } else {
    ink.font = "italic 84px serif";
    ink.fillText(name, width / 2, foot - 36, width - 80);
  }
  return canvas.toDataURL("image/png").split(",", 2)[1] ?? "";
}
