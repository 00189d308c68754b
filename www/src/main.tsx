// The beginning: language and theme, then the page, then the engine.
import { render } from "./view/jsx-runtime";
import { follow, start } from "./actions";
import { watch } from "./signals";
import { remember } from "./tenants";
import { firstLanguage, speak } from "./text";
import { dress, firstTheme } from "./theme";
import { trusted } from "./trusted";
import { App } from "./ui/app";

dress(firstTheme());
await speak(firstLanguage());
watch(() => render(<App />, document.getElementById("app")!));
follow();
remember();
await start();

// Where a service worker cannot be had, the page needs the network at each visit; nothing else is missing.
navigator.serviceWorker?.register(trusted(new URL("offline.js", document.baseURI).href)).catch(() => {});
