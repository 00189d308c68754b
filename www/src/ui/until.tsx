// The day until which the future is shown; it is in the address. What is typed half is not written over.
import { later } from "../planning";
import { navigate, route } from "../route";
import { overview } from "../state";
import { t } from "../text";

/** How far one looks at first: about half a year. A choice of the page, not a rule. */
const AHEAD = 180;

/** The tenant's day, and the day until which is shown. */
export function useUntil(): { today: string; until: string } {
  const today = overview.value?.clock?.slice(0, 10) ?? "";
  const { until } = route.value;
  return { today, until: until !== null && until >= today ? until : later(today, AHEAD) };
}

/** The field for it. */
export function Until() {
  const { today, until } = useUntil();
  return (
    <label class="inline-field">
      {t.value.plans.until}
      <input type="date" required min={today} defaultValue={until} onChange={(event) => event.currentTarget.value && navigate({ until: event.currentTarget.value }, true)} />
    </label>
  );
}
