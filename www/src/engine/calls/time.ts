// What was, and what will be.
import type { Entry, Timeline } from "seatplan";
import { ALL_ENTRIES, type Desk } from "../desk";
import type { Overview } from "../types";

export const timeCalls = (desk: Desk) => ({
  /** Looks at the tenant as it will be at the end of a day if nobody does anything; null for as it is. */
  async travel(day: string | null): Promise<Overview> {
    await desk.travel(day);
    return desk.overview();
  },

  /** What happens until a day, if nobody does anything. */
  timeline(until: string): Timeline {
    return desk.tenant.timeline({ until: `${until}T23:59:59.999Z` });
  },

  /** Everything that was done, the newest last. */
  history(): Entry[] {
    return desk.tenant.history(0, ALL_ENTRIES);
  },
});
