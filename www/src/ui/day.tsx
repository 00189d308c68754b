// The day the page shows: now, or a later one to look at.
import { useState } from "../view/jsx-runtime";
import { travel } from "../actions";
import { overview } from "../state";
import { fill, t } from "../text";
import { Icon } from "./icons";
import { Button, Menu } from "./parts";

/** The instant of the plan, and the way to a later day. */
export function Day() {
  const words = t.value;
  const plan = overview.value!;
  const today = plan.clock?.slice(0, 10) ?? "";
  const [day, setDay] = useState("");
  const show = (event: Event) => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
    void travel(day);
  };
  if (!plan.clock) return null;
  return (
    <Menu id="menu-day" label={words.day.choose} text={fill(words.asOf, { clock: plan.clock })} icon="calendar" start>
      <form class="day" onSubmit={show}>
        <p>{words.day.text}</p>
        <label class="field">
          <span>{words.day.label}</span>
          <input type="date" required min={today} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button primary" disabled={day < today}>
          {words.day.show}
        </button>
      </form>
    </Menu>
  );
}

/** Says that this is not now. */
export function LaterBanner() {
  const words = t.value.day;
  const plan = overview.value;
  if (!plan?.later || !plan.clock) return null;
  return (
    <div class="notice later" role="status">
      <Icon name="calendar" />
      <p>{plan.plan ? fill(t.value.plans.banner, { clock: plan.clock, name: plan.plan.name }) : fill(words.banner, { clock: plan.clock })}</p>
      <Button onClick={() => void travel(null)}>
        {words.now}
      </Button>
    </div>
  );
}
