/** @file How a letter begins, in the languages that customers are written to: a text that greets is none for a colleague. */

/** Openings of letters, mails and chats; other forms of a word stand after it. */
const greetings: Record<string, readonly string[]> = {
  en: ["hi", "hello", "hey", "dear", "greetings", "good morning", "good afternoon", "good evening", "good day"],
  de: ["hallo", "hi", "hey", "moin", "servus", "grüezi", "grüß gott", "grüß dich", "grüße", "guten morgen", "guten tag", "guten abend", "liebe", "lieber", "liebes", "sehr geehrte", "sehr geehrter", "sehr geehrtes", "geehrte", "geehrter", "werte", "werter"],
  fr: ["bonjour", "bonsoir", "salut", "coucou", "cher", "chère", "chers", "chères", "madame", "monsieur", "mesdames", "messieurs"],
  es: ["hola", "buenas", "buenos días", "buen día", "estimado", "estimada", "estimados", "estimadas", "querido", "querida", "apreciado", "apreciada"],
  it: ["ciao", "salve", "buongiorno", "buon giorno", "buonasera", "buona sera", "gentile", "gentili", "gentilissimo", "gentilissima", "egregio", "egregia", "egregi", "spettabile", "caro", "cara", "cari", "care"],
  nl: ["hallo", "hoi", "hé", "dag", "beste", "geachte", "lieve", "goedemorgen", "goedemiddag", "goedenmiddag", "goedenavond", "goedendag"],
  pl: ["cześć", "hej", "witam", "witaj", "witamy", "dzień dobry", "dobry wieczór", "dobry dzień", "szanowny", "szanowna", "szanowni", "drogi", "droga", "drodzy"],
  pt: ["olá", "oi", "bom dia", "boa tarde", "boa noite", "caro", "cara", "caros", "caras", "prezado", "prezada", "prezados", "prezadas", "estimado", "estimada", "querido", "querida"],
};

/** Many write without the marks of their language. */
function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll("ł", "l");
}

const opening = new RegExp(`^[¡!*_\\s]*(${[...new Set(Object.values(greetings).flat().map(plain))].join("|")})(?![\\p{L}\\p{N}])`, "u");

/** Whether a text begins with a greeting. */
export function greets(body: string): boolean {
  return opening.test(plain(body.trim()).replace(/\s+/g, " "));
}
