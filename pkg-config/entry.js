// What both entry files share: the error class, and the checks that need no engine.
import * as glue from "./glue.js";

/** Malformed input or misuse. Errors made by the engine are instances too. */
export class LicensingError extends Error {
  constructor(code, message, details = null) {
    super(message);
    this.name = "LicensingError";
    this.code = code;
    this.details = details;
  }

  static [Symbol.hasInstance](value) {
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

/** The `init` of an entry file; `standard` gives the module where the caller names none. */
export function initialiser(standard) {
  return async function init(options) {
    if (ready) return;
    starting ??= start(options?.module_or_path ?? standard());
    try {
      await starting;
    } finally {
      starting = undefined;
    }
  };
}

async function start(module) {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(simd)) {
    throw new LicensingError("UNSUPPORTED", "this runtime has no 128-bit SIMD in WebAssembly; use one of 2023 or later");
  }
  await glue.default({ module_or_path: module });
  ready = true;
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

/** A handle class whose use is checked: after `init`, and before `free`. */
function handle(Handle, construct) {
  const own = Object.getOwnPropertyDescriptors(Handle.prototype);
  for (const [name, { value, get }] of Object.entries(own)) {
    if (name === "constructor" || name.startsWith("__")) continue;
    const checked = (call) =>
      function (...given) {
        if (!this?.__wbg_ptr) throw new LicensingError("FREED", "the handle was freed; open or select again");
        return call.apply(this, given);
      };
    if (get) Object.defineProperty(Handle.prototype, name, { get: checked(get), configurable: true });
    else if (name !== "free") Object.defineProperty(Handle.prototype, name, { value: checked(value), writable: true, configurable: true });
  }
  // Freeing twice is harmless.
  const release = own.free.value;
  const free = function () {
    if (this.__wbg_ptr) release.call(this);
  };
  Object.defineProperty(Handle.prototype, "free", { value: free, writable: true, configurable: true });
  if (Symbol.dispose) Object.defineProperty(Handle.prototype, Symbol.dispose, { value: free, configurable: true });
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Handle))) {
    if (typeof value === "function" && !name.startsWith("__")) {
      Object.defineProperty(Handle, name, { value: guarded(value), configurable: true });
    }
  }
  return new Proxy(Handle, {
    construct(Class, given, target) {
      checkReady();
      return construct(Class, given, target === Class ? Class : target);
    },
  });
}

export const Tenant = handle(glue.Tenant, Reflect.construct);
export const RowSelection = handle(glue.RowSelection, () => {
  throw new LicensingError("INVALID_INPUT", "a RowSelection comes from `tenant.select()`");
});
