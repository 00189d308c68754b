// What everybody here agrees on: the columns, a page, and the text that is searched.

/** Shown on a page. */
export const SHOWN = ["Object Id", "Display name", "User principal name", "Mail", "Department", "Title"];
/** Counted as facets, and filtered by. */
export const FACETS = ["Department", "Title", "City", "Country", "Block credential", "User type", "Usage location"];
/** Rows on a page. */
export const PAGE = 100;

/** A text without case and diacritics. */
export const fold = (text) => (/[^\x20-\x7e]/.test(text)
  ? text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss")
  : text.toLowerCase());

/** An empty cell is null. */
export const cells = (row) => SHOWN.map((column) => row[column] || null);
/** The bytes of a file as text, without its mark. */
export const text = (bytes) => new TextDecoder().decode(bytes);
