// One tab at a time writes a tenant: the one that holds its lock.

/** Another tab writes what was to be changed. */
export class Elsewhere extends Error {
  readonly code = "ELSEWHERE";
  override message = "another tab writes this tenant";
}

/** Gives the lock of a tenant back. */
export type Release = () => void;

/** A tab that has just been closed or loaded anew lets go once its Worker ends: the browser gives one at work two seconds. */
const PATIENCE = 2500;

/** Takes the lock of a tenant; null while another tab has it, unless it is stolen. */
export function lock(id: string, steal: boolean, onLost: () => void): Promise<Release | null> {
  return new Promise((resolve) => {
    // Without locks the number in each write still keeps two tabs apart.
    if (!navigator.locks) return resolve(() => {});
    let lost: () => void = () => resolve(null);
    const hold = () =>
      new Promise<void>((end) => {
        lost = onLost;
        resolve(() => {
          lost = () => {};
          end();
        });
      });
    navigator.locks.request(`seatplan ${id}`, steal ? { steal } : { signal: AbortSignal.timeout(PATIENCE) }, hold).catch(() => lost());
  });
}
