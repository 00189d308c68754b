// The dialog that is open, if any.
import { forget, saveBackup } from "../actions";
import { dialog } from "../state";
import { t } from "../text";
import { ContractDialog } from "./contract";
import { FileDialog } from "./file";
import { HelpDialog } from "./help";
import { NamesDialog } from "./names";
import { Modal } from "./parts";
import { PreviewDialog } from "./preview";

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
      return <ContractDialog contract={open.contract} />;
    case "names":
      return <NamesDialog text={open.text} />;
    case "help":
      return <HelpDialog rule={open.rule} />;
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
          <button type="button" class="button" onClick={() => void saveBackup()}>
            {words.menu.backup}
          </button>
          <button type="button" class="button" onClick={closeDialog}>
            {words.cancel}
          </button>
          <button type="button" class="button danger" onClick={() => void forget()}>
            {words.forget.confirm}
          </button>
        </>
      }
    >
      <p>{words.forget.text}</p>
    </Modal>
  );
}
