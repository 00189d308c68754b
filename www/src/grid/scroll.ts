// Where a list is scrolled to, when it is longer than a browser can make an element.
//
// Chromium cuts elements at 33.5 million pixels divided by the scale: a million rows do not fit at any
// zoom. So the scroller's content is at most LIMIT high. Wheels, fingers and keys move the list pixel
// by pixel; the scroll bar moves it in proportion; when it rests, the bar is put where it belongs.

/** Less than any browser's limit at 400 % zoom. */
export const LIMIT = 8_000_000;

/** The place in a list of any length, over a scroller of limited height. */
export class Scroll {
  /** Pixels of the list above the window. */
  top = 0;
  #total = 0;
  #window = 0;
  #last = 0;

  /** Takes the sizes of list and window; gives the height of the scroller's content. */
  layout(total: number, window: number): number {
    this.#total = total;
    this.#window = window;
    this.top = this.#clamp(this.top);
    return this.#height;
  }

  get #height(): number {
    return Math.min(this.#total, LIMIT);
  }

  get #compressed(): boolean {
    return this.#total > LIMIT;
  }

  #clamp(top: number): number {
    return Math.max(0, Math.min(top, this.#total - this.#window));
  }

  /** The scroll bar's place for the place in the list. */
  get bar(): number {
    const room = this.#total - this.#window;
    return this.#compressed && room > 0 ? (this.top * (this.#height - this.#window)) / room : this.top;
  }

  /** The scroller has moved; `gently` by wheel or finger, else by its bar. */
  moved(bar: number, gently: boolean): void {
    const step = bar - this.#last;
    this.#last = bar;
    // The list has put the bar there itself, as exactly as the bar can stand.
    if (Math.abs(step) < 0.5) return;
    if (!this.#compressed) this.top = this.#clamp(bar);
    else if (gently && Math.abs(step) <= 3 * this.#window) this.top = this.#clamp(this.top + step);
    else this.top = this.#clamp((bar * (this.#total - this.#window)) / (this.#height - this.#window));
  }

  /** Whether the bar stands at an end and the list does not, so that it must be moved at once. */
  stuck(bar: number): boolean {
    const end = this.#height - this.#window;
    return (bar <= 0 && this.top > 0) || (bar >= end - 1 && this.top < this.#total - this.#window - 1);
  }

  /** Goes to a place in the list; gives the place for the bar. */
  go(top: number): number {
    this.top = this.#clamp(top);
    this.#last = this.bar;
    return this.#last;
  }

  /** The bar was set to where it stands now, as the browser rounds it. */
  settled(bar: number): void {
    this.#last = bar;
  }
}
