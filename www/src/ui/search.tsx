// The box that searches and filters, and what is filtered by.
import { help } from "../actions";
import { navigate, route } from "../route";
import { view } from "../state";
import { say, t } from "../text";
import { ColumnMenu } from "./columns";
import { Chosen, FacetButton } from "./facets";
import { Icon } from "./icons";
import { SearchBox } from "./searchbox";
import { Button } from "./parts";

/** Search box and filters. */
export function Search() {
  const words = t.value.search;
  const problem = view.value?.problem ?? null;
  return (
    <div class="search">
      <div class="search-row">
        <search class={problem ? "search-box wrong" : "search-box"}>
          <Icon name="search" />
          <SearchBox wrong={problem !== null} />
          <Button look="icon-button" aria-label={words.help} onClick={() => help()}>
            <Icon name="help" />
          </Button>
        </search>
        <ViewTools />
      </div>
      {problem && (
        <p id="search-problem" class="problem" role="alert">
          {say(problem)}
        </p>
      )}
      <Chosen />
    </div>
  );
}

/** How the list is shown. */
function ViewTools() {
  const words = t.value.list;
  return (
    <div class="view-tools">
      <FacetButton />
      <ColumnMenu />
      <div class="switch" role="group" aria-label={words.display}>
        {(["grid", "table"] as const).map((name) => (
          <button key={name} type="button" aria-pressed={route.value.mode === name} onClick={() => navigate({ mode: name, page: 0 })}>
            {words[name]}
          </button>
        ))}
      </div>
    </div>
  );
}
