/** @file Mails as programs write them: what was said in them stands apart from what was quoted and from the signature. */
import { describe, expect, test } from "vitest";
import { partsOf } from "./mail";

const kinds = (text: string) => partsOf(text).map(({ kind }) => kind);
const saidIn = (text: string) => partsOf(text).filter(({ kind }) => kind === "said").map((part) => part.text.trim());

const outlook = `Hi Mira,

it works again since this morning, thank you.

Best regards
Ines

________________________________
From: Northwind support <support@northwind.example>
Sent: Tuesday, March 3, 2026 9:12 AM
To: Ines Duarte <ines.duarte@contoso.example>
Cc: Tom Okafor <tom.okafor@contoso.example>
Subject: RE: [#4312] VPN drops every hour

Hello Ines,

please restart the client and tell us whether the tunnel stays up.

Mira`;

const german = `Hallo Frau Solberg,

der Drucker im 3. OG druckt wieder. Danke!

Viele Grüße
Jonas Vik

Von: Northwind Support <support@northwind.example>
Gesendet: Dienstag, 3. März 2026 09:12
An: Vik, Jonas <jonas.vik@adatum.example>
Betreff: AW: [#4310] Drucker im 3. OG

Guten Tag Herr Vik,

bitte schalten Sie ihn einmal aus und wieder ein.`;

const gmail = `Yes, still the same after the restart.

On Tue, Mar 3, 2026 at 9:12 AM Northwind support <support@northwind.example>
wrote:

> Hello Ines,
>
> please restart the client.
>
> Mira`;

const thunderbird = `Hallo,

Am 03.03.26 um 09:12 schrieb Northwind Support:
> Läuft auf dem Rechner noch die alte Version?

Ja, 4.2.

> Seit wann tritt es auf?

Seit Montag.

-- 
Jonas Vik · Adatum GmbH
Tel. 0221 4711-15`;

describe("what is quoted under a mail is apart from it", () => {
  test.each([
    ["Gmail, with the line wrapped", gmail, ["Yes, still the same after the restart."]],
    [
      "Gmail in German",
      "Passt, danke!\n\nAm Di., 3. März 2026 um 09:12 Uhr schrieb Northwind Support <\nsupport@northwind.example>:\n\n> Geht es wieder?",
      ["Passt, danke!"],
    ],
    ["Apple Mail", "Done.\n\n> On 3. Mar 2026, at 09:12, Mira Solberg <mira@northwind.example> wrote:\n> \n> Could you try the other cable?", ["Done."]],
    ["Outlook", outlook, ["Hi Mira,\n\nit works again since this morning, thank you.\n\nBest regards\nInes"]],
    ["Outlook in German", german, ["Hallo Frau Solberg,\n\nder Drucker im 3. OG druckt wieder. Danke!\n\nViele Grüße\nJonas Vik"]],
    ["an old Outlook", "See below.\n\n-----Original Message-----\nFrom: Mira\nSent: Monday\nTo: Ines\nSubject: VPN\n\nHello", ["See below."]],
    ["an old Outlook in German", "Siehe unten.\n\n-----Ursprüngliche Nachricht-----\nVon: Mira\nGesendet: Montag\nAn: Ines\nBetreff: VPN\n\nHallo", ["Siehe unten."]],
    ["Outlook with its bold letters", "Thanks\n\n**From:** Mira Solberg\n**Sent:** Tuesday\n**To:** Ines Duarte\n**Subject:** RE: VPN\n\nHello", ["Thanks"]],
    ["marks left out by a program that made text of HTML", "Thanks!\n\nOn Tue, 3 Mar 2026 at 09:12, Mira Solberg wrote:\n\nHello Ines,\nplease restart the client.", ["Thanks!"]],
    ["French", "Merci !\n\nLe mar. 3 mars 2026 à 09:12, Mira Solberg <mira@northwind.example> a écrit :\n\n> Bonjour", ["Merci !"]],
  ])("%s", (_, text, said) => {
    expect(saidIn(text)).toEqual(said);
    expect(kinds(text)).toEqual(["said", "quoted"]);
    // Nothing is lost.
    expect(partsOf(text).map((part) => part.text).join("\n")).toBe(text);
  });

  test("a signature above it goes with it", () => {
    const text = "It works.\n\n-- \nInes Duarte\nContoso Logistics\n\nOn Tue, 3 Mar 2026 at 09:12, Mira wrote:\n> Does it?";
    expect(kinds(text)).toEqual(["said", "quoted"]);
    expect(saidIn(text)).toEqual(["It works."]);
  });
});

describe("a signature", () => {
  test("is apart from what was said", () => {
    expect(partsOf("The badge is ready.\n\n-- \nMira Solberg\nNorthwind support")).toEqual([
      { kind: "said", text: "The badge is ready.\n" },
      { kind: "signature", text: "-- \nMira Solberg\nNorthwind support" },
    ]);
  });

  test("has lost the blank behind its dashes in some programs, and is short then", () => {
    expect(kinds("Ready.\n\n--\nMira Solberg")).toEqual(["said", "signature"]);
    expect(kinds(`First part\n\n--\n${"and a long second part\n".repeat(20)}`)).toEqual(["said"]);
  });

  test("is not two dashes with nothing under them", () => {
    expect(kinds("Ready.\n--")).toEqual(["said"]);
  });
});

describe("what stays in sight", () => {
  test("answers between short quotations, with what they answer", () => {
    expect(kinds(thunderbird)).toEqual(["said", "signature"]);
    expect(saidIn(thunderbird)[0]).toContain("> Seit wann tritt es auf?\n\nSeit Montag.");
  });

  test("the answer under a long quotation, which is folded", () => {
    const text = "On Tue, 3 Mar 2026 at 09:12, Mira wrote:\n> One\n> Two\n> Three\n\nAll three fail.";
    expect(partsOf(text).map(({ kind }) => kind)).toEqual(["quoted", "said"]);
    expect(saidIn(text)).toEqual(["All three fail."]);
  });

  test.each([
    ["a mail that is nothing but quoted", outlook.slice(outlook.indexOf("From:"))],
    ["a mail that is only marked lines", "> One\n> Two\n> Three\n> Four\n> Five"],
    ["only a signature", "-- \nMira"],
    ["what is forwarded", "Please look into this.\n\n---------- Forwarded message ---------\nFrom: Anna <anna@contoso.example>\nDate: Tue, 3 Mar 2026 at 09:12\nSubject: Scanner\nTo: Ines\n\nThe scanner\nis broken.\n\n-- \nAnna"],
    ["what is forwarded by a Mac", "FYI\n\nBegin forwarded message:\n\nFrom: Anna\nSubject: Scanner\nDate: 3 March 2026\n\nIt is broken."],
    ["a journey, which has a from and a to as well", "Please book this for me:\n\nFrom: Berlin\nTo: Munich\nDate: 3 March 2026\n\nThank you"],
    ["a program that is told of", "On 3 March at 09:12 the monitoring wrote:\n\nERROR 5\nERROR 7\n\nWhat does it mean?"],
    ["somebody who is told of", "On Monday the vendor wrote:\n\nReplace the board. I have ordered one."],
    ["a log", "This is in the log:\n\n```\nFrom: postmaster\nSent: now\nSubject: bounce\n> a\n> b\n> c\n> d\n-- \n```\n\nWhat does it mean?"],
    ["a short quotation of no mail", "It says\n> access denied\nwhen I log in."],
    ["nothing", ""],
  ])("%s", (_, text) => {
    expect(partsOf(text)).toEqual([{ kind: "said", text }]);
  });
});

test("lines that end as Windows ends them are lines", () => {
  expect(kinds(gmail.replaceAll("\n", "\r\n"))).toEqual(["said", "quoted"]);
});

test("hostile text is read in reasonable time", () => {
  const start = performance.now();
  partsOf("On 2026 ".repeat(20_000));
  partsOf("On 2026\n".repeat(20_000));
  partsOf("--\n".repeat(3_000));
  partsOf("From: a\n".repeat(20_000));
  partsOf(`${">\n\n".repeat(20_000)}a`);
  partsOf("On 3 Mar 2026 09:12 wrote:\n\n".repeat(5_000));
  expect(performance.now() - start).toBeLessThan(2_000);
});
