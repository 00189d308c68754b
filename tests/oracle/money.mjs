// `purchase`: what licenses cost, prorated by whole UTC days.
import { DAY } from "./retention.mjs";
const day = (text) => Date.parse(text) / DAY;

/** {cost, problem}: minor units as BigInt, or none and the code that says why. */
export function line(price, count, termStart, renewal, at) {
  const today = Math.floor(at / DAY);
  if (today >= day(renewal)) return { amount: null, problem: "TERM_OVER" };
  if (today < day(termStart)) return { amount: null, problem: "TERM_NOT_STARTED" };
  const over = BigInt(price) * BigInt(count) * BigInt(day(renewal) - today);
  const under = BigInt(day(renewal) - day(termStart));
  const amount = (2n * over + under) / (2n * under);
  return amount > BigInt(Number.MAX_SAFE_INTEGER) ? { amount: null, problem: "AMOUNT_TOO_LARGE" } : { amount, problem: null };
}

/** What a purchase costs: a line a type, each rounded, then added. */
export function bill(prices, counts, at) {
  if (!prices) return { money: null, problem: null };
  let sum = 0n;
  for (const license of ["standard", "archived"]) {
    const { amount, problem } = line(prices[license], counts[license] ?? 0, prices.termStart, prices.renewal, at);
    if (problem) return { money: null, problem };
    sum += amount;
  }
  if (sum > BigInt(Number.MAX_SAFE_INTEGER)) return { money: null, problem: "AMOUNT_TOO_LARGE" };
  return { money: { currency: prices.currency, amount: Number(sum) }, problem: null };
}

/** What so many licenses of one type cost. */
export function cost(prices, license, count, at) {
  return bill(prices, { [license]: count }, at);
}
