// Writes a tenant as the Microsoft 365 admin centre exports it: 14 columns, names from many
// languages, the same bytes for the same arguments on every machine.
//
//   node tests/bench/generate.mjs 1000000 users.csv [seed]
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";

const GIVEN = `Adele Agnieszka Ahmed Aiko Álvaro Amélie Ana Anders André Anke Anneliese Ayşe Béla Bjørn Bożena
  Branislav Bríd Camila Carlos Cécile Chloé Claire Dag Daniela Dávid Đorđe Dmitri Elif Élodie Emre Eszter
  Fatima Fernando Fiona François Frédéric Gábor Giulia Göran Grace Gülşen Günter Håkan Hanna Hans Helena
  Hélène Inês Ingrid Isabel Ivana Jaan Jack James Jānis Jens Jiří João Johan José Josefine Jürgen Kaito
  Karin Katarzyna Kateřina Kirsten Klaus Krzysztof Lars Laura Léa Leïla Liam Lidia Loïc Łukasz Luca Lucía
  Magda Malik Marek María Márton Mateusz Matthias Mehmet Mia Michał Miguel Mikael Mónica Muhammad Nadia
  Natália Nguyễn Nicolás Niels Nina Noah Noël Olena Olga Oliver Óscar Ottó Paweł Pedro Petra Pierre Priya
  Quentin Rafał Raphaël Raúl René Rita Robert Rosa Róża Ruth Sanne Şebnem Séamus Siân Siobhán Sofia Søren
  Stéphane Štefan Sune Svetlana Tadeáš Tamás Théo Thomas Tomáš Tuğba Ulrike Uwe Valérie Vänskä Vera Viktor
  Vladimír Wei Wojciech Xavier Yasmin Yūki Yvonne Zdeněk Žofia Zoë Zsófia`.split(/\s+/);
const FAMILY = `Åberg Adamčík Álvarez Andersson Antunes Baker Balogh Bauer Bergström Bianchi Björk Böhm Bouchard
  Brand Březina Brown Çelik Černý Chen Conceição Costa Czarnecki D'Angelo Dąbrowski Dahl Díaz Dietrich Doğan
  Dubois Dvořák Eriksson Évans Fernández Fischer Fodor García Giménez Gómez Gonçalves González Grönlund
  Großmann Guðmundsson Gutiérrez Håland Hernández Hoffmann Holloway Horváth Huber İnan Ivanova Jahn Jansen
  Järvinen Jensen Jiménez Jönsson Kaczmarek Kaplan Kiss Klein Koç Kowalczyk Kovács Král Krüger Kučera Lefèvre
  Lehtonen Leroy Lindström López Lundqvist Łoś Mäkinen Malý Marques Martínez Mélenchon Meyer Michaud Mihályi
  Moreau Müller Muñoz Nagy Němec Nielsen Nowak Núñez O'Brien O'Connor Øverby Öztürk Papadopoulos Patel Pérez
  Petrović Pokorný Popescu Procházka Quintana Ramírez Renée Ribeiro Říha Rodríguez Rossi Ruíz Sánchez Santos
  Schäfer Schmidt Schröder Şahin Sjöberg Silva Škoda Smith Søndergaard Souza Suárez Švec Szabó Tanaka Tóth
  Trần Ümit Urban Vance Varga Vašek Vásquez Virtanen Vogel Weiß Wiśniewski Wójcik Yılmaz Young Zając Zhang
  Zieliński Živković`.split(/\s+/);
const AREAS = `Accounting Analytics Audit Automation Branding Chemistry Compliance Construction Contracts Design
  Distribution Education Engineering Facilities Finance Fleet Forecasting Innovation Insurance Integration
  Infrastructure Legal Logistics Maintenance Manufacturing Marketing Medicine Operations Partnerships Payroll
  Planning Procurement Production Publishing Quality Recruiting Research Sales Security Support`.split(/\s+/);
const REGIONS = ["", "North", "South", "East", "West", "EMEA", "APAC", "Americas", "Nordics", "DACH", "Iberia", "Benelux"];
const TITLES = `Manager|Senior Manager|Analyst|Senior Analyst|Engineer|Senior Engineer|Team Lead|Director|Assistant|
  Specialist|Consultant|Coordinator|Technician|Intern|Vice President|Architect|Administrator|Officer|Clerk|Buyer`
  .split(/\|\s*/);
const CITIES = [
  ["Zürich", "Switzerland", "CH"], ["København", "Denmark", "DK"], ["São Paulo", "Brazil", "BR"], ["München", "Germany", "DE"],
  ["Köln", "Germany", "DE"], ["Berlin", "Germany", "DE"], ["Kraków", "Poland", "PL"], ["Łódź", "Poland", "PL"],
  ["Málaga", "Spain", "ES"], ["Madrid", "Spain", "ES"], ["Göteborg", "Sweden", "SE"], ["Malmö", "Sweden", "SE"],
  ["Tromsø", "Norway", "NO"], ["Oslo", "Norway", "NO"], ["Paris", "France", "FR"], ["Orléans", "France", "FR"],
  ["London", "United Kingdom", "GB"], ["Leeds", "United Kingdom", "GB"], ["Plzeň", "Czechia", "CZ"], ["Brno", "Czechia", "CZ"],
  ["İzmir", "Türkiye", "TR"], ["Győr", "Hungary", "HU"], ["Seattle", "United States", "US"], ["Boston", "United States", "US"],
  ["Chicago", "United States", "US"], ["Washington, D.C.", "United States", "US"], ["Montréal", "Canada", "CA"], ["Toronto", "Canada", "CA"],
  ["Bogotá", "Colombia", "CO"], ["Tokyo", "Japan", "JP"], ["Sydney", "Australia", "AU"], ["Singapore", "Singapore", "SG"],
];
const PRODUCTS = ["Unlicensed", "Microsoft 365 E3", "Microsoft 365 E5", "Office 365 E1", "Microsoft 365 F3",
  "Microsoft 365 E3+Power BI Pro", "Microsoft 365 E5+Visio Plan 2", "Exchange Online (Plan 1)"];
const DOMAINS = ["contoso.com", "fabrikam.de", "northwind.co.uk", "contoso.onmicrosoft.com"];

export const HEADER = "Display name,User principal name,Object Id,Mail,Department,Title,City,Country,Licenses,When created,Block credential,User type,Soft deletion time stamp,Usage location";

/** Numbers below 2^32, the same on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const DEPARTMENTS = AREAS.flatMap((area) => REGIONS.map((region) => (region ? `${area} ${region}` : area)));
const plain = (text) =>
  text.replace(/ß/g, "ss").replace(/[øØ]/g, "o").replace(/[łŁ]/g, "l").replace(/[đĐð]/g, "d").replace(/ı/g, "i")
    .normalize("NFD").replace(/[^A-Za-z]/g, "").toLowerCase();
const GIVEN_PLAIN = GIVEN.map(plain);
const FAMILY_PLAIN = FAMILY.map(plain);
const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const two = (number) => String(number).padStart(2, "0");

/** The rows of a tenant, a header first, each with its newline. */
export function* rows(count, seed = 1) {
  const pick = random(seed);
  const hex = (digits) => pick(16 ** digits).toString(16).padStart(digits, "0");
  const stamp = (from, years) =>
    `${from + pick(years)}-${two(1 + pick(12))}-${two(1 + pick(28))} ${two(pick(24))}:${two(pick(60))}:${two(pick(60))}Z`;
  yield `${HEADER}\r\n`;
  for (let number = 0; number < count; number += 1) {
    const given = pick(GIVEN.length);
    const family = pick(FAMILY.length);
    const guest = pick(50) === 0;
    const deleted = pick(40) === 0;
    const shared = pick(30) === 0;
    const department = DEPARTMENTS[Math.min(pick(DEPARTMENTS.length), pick(DEPARTMENTS.length))];
    const [city, country, location] = CITIES[Math.min(pick(CITIES.length), pick(CITIES.length))];
    const name = `${GIVEN_PLAIN[given].slice(0, 1)}.${FAMILY_PLAIN[family].slice(0, 6)}${number.toString(36)}`;
    const mail = `${name}@${DOMAINS[Math.min(pick(4), pick(4))]}`;
    const principal = guest ? `${mail.replace("@", "_")}#EXT#@contoso.onmicrosoft.com` : mail;
    const display = shared ? `${department} ${GIVEN[given]} (shared)` : `${GIVEN[given]} ${FAMILY[family]}`;
    yield [
      cell(display),
      principal,
      `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + pick(4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`,
      pick(8) === 0 ? "" : mail,
      pick(25) === 0 ? "" : cell(department),
      shared ? "" : TITLES[pick(TITLES.length)],
      cell(city),
      country,
      PRODUCTS[guest || shared ? 0 : Math.min(pick(PRODUCTS.length), pick(PRODUCTS.length))],
      stamp(2012, 14),
      pick(12) === 0 ? "True" : "False",
      guest ? "Guest" : "Member",
      deleted ? stamp(2026, 1) : "",
      location,
    ].join(",") + "\r\n";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, file, seed] = process.argv.slice(2);
  if (!(Number(count) >= 0) || !file) {
    console.error("usage: node tests/bench/generate.mjs <rows> <file> [seed]");
    process.exit(2);
  }
  const out = createWriteStream(file);
  let text = "\ufeff";
  for (const row of rows(Number(count), Number(seed ?? 1))) {
    text += row;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await once(out, "finish");
}
