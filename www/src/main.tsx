// The beginning: language and theme, then the page, then the engine.
import { render } from "preact";
import { follow, start } from "./actions";
import { firstLanguage, speak } from "./text";
import { dress, firstTheme } from "./theme";
import { App } from "./ui/app";

dress(firstTheme());
await speak(firstLanguage());
render(<App />, document.getElementById("app")!);
follow();
await start();
