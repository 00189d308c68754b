// Icons, drawn here: a few strokes in a square of 20.

const paths = {
  close: "M5 5l10 10M15 5L5 15",
  search: "M9 3.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M13 13l4 4",
  open: "M3 6.5v9h14v-7H9.5L7.5 6H3z",
  help: "M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 0 1 0-15M8 8a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6M10 14v.2",
  settings: "M4 6h7M15 6h1M4 14h1M9 14h7M11 4v4M5 12v4",
  plan: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
  columns: "M4 4h12v12H4zM8 4v12M12 4v12",
  up: "M10 16V4M5 9l5-5l5 5",
  down: "M10 4v12M5 11l5 5l5-5",
  left: "M12 5l-5 5l5 5",
  right: "M8 5l5 5l-5 5",
  good: "M4 10.5l4 4l8-9",
  warning: "M10 3l8 14H2zM10 8v4M10 14v.3",
  info: "M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 0 1 0-15M10 9v5M10 6v.3",
  bad: "M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 0 1 0-15M7 7l6 6M13 7l-6 6",
  undo: "M7 4L3 8l4 4M3 8h8a5 5 0 0 1 0 9H8",
  redo: "M13 4l4 4l-4 4M17 8H9a5 5 0 0 0 0 9h3",
  calendar: "M4 5h12v11H4zM4 9h12M7 3v3M13 3v3",
  export: "M10 12V3M6 6l4-4l4 4M4 12v5h12v-5",
  disk: "M4 4h9l3 3v9H4zM7 4v4h5V4M7 16v-5h6v5",
} as const;

/** A picture beside a word; it says nothing of its own. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** The mark of seatplan: three seats taken, one free. */
export function Mark() {
  return <img class="mark" src="icon.svg" alt="" width="28" height="28" />;
}
