import type { Approval } from "@/api/approvals";
import { useSignedIn } from "@/session/session";
import { ColleagueDialog } from "./ColleagueDialog";

interface Props {
  approval: Approval;
  onClose: () => void;
  onDone: () => void;
}

export function HandOverDialog({ approval, onClose, onDone }: Props) {
  const { api } = useSignedIn();
  return (
    <ColleagueDialog
      title="Hand over"
      description={`Somebody else decides instead of you: ${approval.card.title ?? "this request"}`}
      send="Hand over"
      onClose={onClose}
      onSend={async (person) => {
        await api.handOver(approval.id, person);
        onDone();
      }}
    />
  );
}
