// The tenants kept in this browser: open one, name it, forget it, begin another.
import { useState } from "../view/jsx-runtime";
import type { Stored } from "../engine/types";
import { overview, tenants } from "../state";
import { forget, newTenant, openTenant, renameTenant } from "../tenants";
import { fill, t } from "../text";
import { closeDialog } from "./dialogs";
import { Button, Given, Modal } from "./parts";

/** The dialog. */
export function TenantsDialog() {
  const words = t.value;
  return (
    <Modal
      title={words.tenants.heading}
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={() => void newTenant()}>
            {words.tenants.new}
          </Button>
          <Button onClick={closeDialog}>
            {words.close}
          </Button>
        </>
      }
    >
      <TenantList />
    </Modal>
  );
}

/** The list of them. */
export function TenantList() {
  return (
    <ul class="tenants">
      {tenants.value.map((tenant) => (
        <Tenant key={tenant.id} tenant={tenant} />
      ))}
    </ul>
  );
}

/** What is asked of a tenant has the focus as soon as it is there. */
const focused = (element: HTMLElement | null) => element?.focus();

function Tenant({ tenant }: { tenant: Stored }) {
  const words = t.value.tenants;
  const { id, name, elsewhere } = tenant;
  const [asked, setAsked] = useState<"name" | "forget" | "nothing" | null>(null);
  const open = overview.value?.id === id;
  const leave = () => setAsked("nothing");
  const button = (text: string, onClick: () => void, kind = "", first = false) => (
    <button type="button" ref={first ? focused : null} class={`button ${kind}`} aria-label={`${text} ${name}`} onClick={onClick}>
      {text}
    </button>
  );
  return (
    <li>
      <div>
        <strong>
          <Given text={name} />
        </strong>
        <span class="second">
          {fill(words.about, { users: tenant.users, at: tenant.savedAt })} {open ? words.here : elsewhere && words.elsewhere}
        </span>
      </div>
      {asked === "name" ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const given = String(new FormData(event.currentTarget).get("name")).trim();
            if (given) void renameTenant(id, given).then(leave);
          }}
        >
          <input name="name" aria-label={words.name} defaultValue={name} required maxLength={100} ref={focused} />
          <button class="button primary">{words.save}</button>
          <Button onClick={leave}>{t.value.cancel}</Button>
        </form>
      ) : asked === "forget" ? (
        <div role="alert">
          <p>{words.sure}</p>
          {button(words.forget, () => void forget(id), "danger")}
          {button(t.value.cancel, leave, "", true)}
        </div>
      ) : (
        <div>
          {!open && button(words.open, () => void openTenant(id))}
          {!elsewhere && button(words.rename, () => setAsked("name"), "", asked === "nothing")}
          {!elsewhere && button(words.delete, () => setAsked("forget"))}
        </div>
      )}
    </li>
  );
}
