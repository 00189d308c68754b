// The processes of a browser, by its profile.
import { readdirSync, readFileSync } from "node:fs";

/** What /proc says of each of them; one that has ended meanwhile is left out. */
export function processes(profile) {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const read = (file) => readFileSync(`/proc/${pid}/${file}`, "utf8");
      const command = read("cmdline");
      return command.includes(`--user-data-dir=${profile}`) ? [{ pid: Number(pid), command, status: read("status") }] : [];
    } catch {
      return [];
    }
  });
}
