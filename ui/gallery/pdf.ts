/** @file PDF files as tests make them. */

/** A small PDF with a line of text on each page. */
export function madePdf(lines: readonly string[]): string {
  const kids = lines.map((_, index) => `${4 + index * 2} 0 R`).join(" ");
  const pages = lines.flatMap((line, index) => {
    const drawn = `BT /F1 24 Tf 40 100 Td (${line}) Tj ET`;
    return [`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`, `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`];
  });
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>`, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", ...pages];
  let text = "%PDF-1.4\n";
  const places = objects.map((one, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${one}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  return `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}
