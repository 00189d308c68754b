// The dialog that is open, if any.
import { saveBackup } from "../files";
import { dialog, overview } from "../state";
import { forget } from "../tenants";
import { t } from "../text";
import { CountsDialog } from "./fields";
import { FileDialog } from "./file";
import { HelpDialog } from "./help";
import { NamesDialog } from "./names";
import { Button, Modal } from "./parts";
import { PreviewDialog } from "./preview";
import { TenantsDialog } from "./tenants";

/** Closes what is open. */
export function closeDialog(): void {
  dialog.value = null;
}

/** One dialog at a time. */
export function Dialogs() {
  const open = dialog.value;
  switch (open?.kind) {
    case "preview":
      return <PreviewDialog preview={open.preview} />;
    case "file":
      return <FileDialog key={`${open.place} ${open.name}`} {...open} />;
    case "contract":
      return <CountsDialog contract={open.contract} />;
    case "names":
      return <NamesDialog text={open.text} />;
    case "help":
      return <HelpDialog rule={open.rule} />;
    case "tenants":
      return <TenantsDialog />;
    case "forget":
      return <ForgetDialog />;
    default:
      return null;
  }
}

function ForgetDialog() {
  const words = t.value;
  return (
    <Modal
      title={words.forget.heading}
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={() => void saveBackup()}>
            {words.menu.backup}
          </Button>
          <Button onClick={closeDialog}>
            {words.cancel}
          </Button>
          <Button look="button danger" onClick={() => void forget(overview.value?.id ?? null)}>
            {words.forget.confirm}
          </Button>
        </>
      }
    >
      <p>{words.forget.text}</p>
    </Modal>
  );
}
