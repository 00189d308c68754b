// What both entry files share: the error class, and the checks that need no engine.
import * as glue from "./glue.js";

/** Malformed input or misuse. Errors made by the engine are instances too. */
export class LicensingError extends Error {
  name = "LicensingError";
  code;
  details;

  constructor(code, message, details = null) {
    super(message);
    this.code = code;
    this.details = details;
  }

  static [Symbol.hasInstance](value) {
    if (this !== LicensingError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && value.name === "LicensingError" && "code" in value;
  }
}

export const version = "VERSION";

// A module of one function that uses a 128-bit vector.
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

let ready = false;
let starting;

/** The `init` of an entry file; `export *` leaves it out. `find` gives the module of what the caller names, or the standard one. */
export default function initialiser(find) {
  return async function init(options) {
    if (ready) return;
    starting ??= start(async () => find(await options?.module_or_path));
    try {
      await starting;
    } finally {
      starting = undefined;
    }
  };
}

async function start(find) {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(simd)) {
    throw new LicensingError("UNSUPPORTED", "this runtime has no 128-bit SIMD in WebAssembly; use one of 2023 or later");
  }
  try {
    const engine = glue.initSync({ module: await compile(await find()) });
    if (!engine.tenant_new) throw new Error("the module is another one; start anew with `seatplan/seatplan.wasm`");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "no reason was given";
    const error = new LicensingError("NOT_INITIALISED", `the engine could not be loaded: ${reason}`);
    error.cause = cause;
    throw error;
  }
  ready = true;
}

/** The module of what was named: an address, a request or its answer, bytes, or a module. */
async function compile(named) {
  const is = (type) => typeof globalThis[type] === "function" && named instanceof globalThis[type];
  if (typeof named === "string" || is("URL") || is("Request")) named = await fetch(named);
  if (named instanceof WebAssembly.Module) return named;
  if (!is("Response")) return WebAssembly.compile(named);
  if (!named.ok) throw new Error(`${named.url} was answered with ${named.status}`);
  // A server that calls it something else is helped out.
  const streams = named.headers.get("Content-Type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(named) : WebAssembly.compile(await named.arrayBuffer());
}

function checkReady() {
  if (!ready) {
    throw new LicensingError("NOT_INITIALISED", "the engine is not loaded yet; call `await init()` first");
  }
}

const guarded = (call) =>
  function (...given) {
    checkReady();
    return call.apply(this, given);
  };

export const validateAssignment = guarded(glue.validateAssignment);
export const insufficientLicenses = guarded(glue.insufficientLicenses);
export const filterUsers = guarded(glue.filterUsers);
export const previewRetention = guarded(glue.previewRetention);
export const rules = guarded(glue.rules);

/** The handles that are inside a call of theirs; they cannot be freed. */
const calling = [];

/** A handle class whose use is checked: after `init`, before `free`, and on its own handles only. */
function handle(Handle, name, construct) {
  // What the engine gave each handle. A copy or a forgery has nothing here, whatever its fields say.
  const pointers = new WeakMap();
  const known = (made) => {
    pointers.set(made, made.__wbg_ptr);
    return made;
  };
  const live = (handle) => {
    const pointer = pointers.get(handle);
    if (pointer === undefined) throw new LicensingError("INVALID_INPUT", `this is no ${name}; call the method on one`);
    return pointer !== 0 && pointer === handle.__wbg_ptr;
  };
  const define = (on, key, property) => Object.defineProperty(on, key, { configurable: true, enumerable: false, ...property });
  const checked = (call) =>
    function (...given) {
      if (!live(this)) throw new LicensingError("FREED", `the ${name} was freed; open or select again`);
      calling.push(this);
      try {
        return call.apply(this, given);
      } finally {
        calling.pop();
      }
    };

  const { prototype } = Handle;
  const release = prototype.free;
  for (const [key, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (key === "constructor" || key.startsWith("__")) continue;
    define(prototype, key, get ? { get: checked(get) } : { value: checked(value), writable: true });
  }
  // Freeing twice is harmless.
  const free = function () {
    if (!live(this)) return;
    if (calling.includes(this)) throw new LicensingError("BUSY", `the ${name} is inside a call; free it when that has ended`);
    pointers.set(this, 0);
    release.call(this);
  };
  define(prototype, "free", { value: free, writable: true });
  if (Symbol.dispose) define(prototype, Symbol.dispose, { value: free, writable: true });

  // The glue makes handles by `__wrap`, and takes them by `__unwrap`, which gives 0 for what is none.
  const { __wrap: wrap, __unwrap: unwrap } = Handle;
  for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Handle))) {
    if (typeof value === "function" && !key.startsWith("__")) define(Handle, key, { value: guarded(value), writable: true });
  }
  if (wrap) define(Handle, "__wrap", { value: (pointer) => known(wrap.call(Handle, pointer)) });
  if (unwrap) {
    const taken = (given) => {
      if (!pointers.get(given) || !live(given)) return 0;
      pointers.set(given, 0);
      return unwrap.call(Handle, given);
    };
    define(Handle, "__unwrap", { value: taken });
  }

  const Checked = new Proxy(Handle, {
    construct(_, given, target) {
      checkReady();
      return known(construct(Handle, given, target === Checked ? Handle : target));
    },
    apply() {
      throw new LicensingError("INVALID_INPUT", `a ${name} is no function; write \`new\` before it`);
    },
  });
  define(prototype, "constructor", { value: Checked, writable: true });
  return Checked;
}

export const Tenant = handle(glue.Tenant, "Tenant", Reflect.construct);
export const RowSelection = handle(glue.RowSelection, "RowSelection", () => {
  throw new LicensingError("INVALID_INPUT", "a RowSelection comes from `tenant.select()`");
});
export const Importer = handle(glue.Importer, "Importer", () => {
  throw new LicensingError("INVALID_INPUT", "an Importer comes from `tenant.importer()`");
});
