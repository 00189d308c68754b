// Serves dist/ on localhost, with the headers a host of the page should send.
// PORT sets the first port to try (8080); the next free one is taken. PORT=0 takes any.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("dist", import.meta.url));
const first = Number(process.env.PORT ?? 8080);

const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
};

// The page carries its policy itself, in a <meta>. What a <meta> cannot say is said here.
const headers = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-cache",
};

async function answer(request, response) {
  const refuse = (status) => response.writeHead(status, { ...headers, "Content-Type": "text/plain" }).end(`${status}\n`);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    return refuse(400);
  }
  const file = normalize(join(root, path.endsWith("/") ? `${path}index.html` : path));
  const type = types[extname(file)];
  // A path that leaves the folder is no path here.
  if (!file.startsWith(root + sep) || path.includes("\0") || !type) return refuse(404);
  const size = await stat(file).then((found) => (found.isFile() ? found.size : null), () => null);
  if (size === null) return refuse(404);
  response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": size });
  if (request.method === "HEAD") return response.end();
  createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

function listen(port, tries) {
  const server = createServer(answer);
  server.once("error", (error) => {
    if (error.code !== "EADDRINUSE" || tries === 0) throw error;
    listen(port + 1, tries - 1);
  });
  server.listen(port, "localhost", () => console.log(`seatplan is at http://localhost:${server.address().port}/`));
}

listen(first, 20);
