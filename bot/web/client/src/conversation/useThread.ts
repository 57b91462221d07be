import { useCallback, useEffect, useEffectEvent, useReducer, useState } from "react";
import type { Api } from "@/api/client";
import { newId } from "@/api/id";
import type { StreamedEvent } from "@/api/messages";
import { sentenceOf } from "@/api/problem";
import { EMPTY, type Outgoing, reduce } from "./state";

interface Options {
  /** A conversation that the server does not know yet. */
  isNew: boolean;
  /** Hears each event as it arrives, for announcements and focus. */
  onEvent: (event: StreamedEvent) => void;
  /** The server knows this conversation now. */
  onOpened: () => void;
}

type Phase = { name: "loading" | "ready" } | { name: "failed"; sentence: string };

/** One conversation: its transcript, kept up to date, and the three things a person can do in it. */
export function useThread(api: Api, id: string, options: Options) {
  const [thread, change] = useReducer(reduce, EMPTY);
  const [phase, setPhase] = useState<Phase>({ name: options.isNew ? "ready" : "loading" });
  const [exists, setExists] = useState(!options.isNew);
  const [generation, setGeneration] = useState(0);
  const [connected, setConnected] = useState(true);

  const opened = useEffectEvent(options.onOpened);
  const isFresh = useEffectEvent(() => options.isNew && generation === 0);
  const heard = useEffectEvent((event: StreamedEvent) => {
    change({ type: "event", event });
    options.onEvent(event);
  });

  useEffect(() => {
    if (!exists) return;
    let stop: (() => void) | undefined;
    let gone = false;

    const follow = (after: string) => {
      if (gone) return;
      opened();
      const onGap = () => setGeneration((n) => n + 1);
      stop = api.followConversation(id, { after, pauseWhenHidden: true, onConnected: setConnected, onGap, onEvent: heard });
    };
    async function load() {
      const { items, last_event_id } = await api.messages(id);
      if (gone) return;
      change({ type: "loaded", messages: items });
      setPhase({ name: "ready" });
      follow(last_event_id);
    }

    // A conversation that began on this page is read from its first event: nothing was before it.
    if (isFresh()) follow("0");
    else load().catch((error: unknown) => !gone && setPhase({ name: "failed", sentence: sentenceOf(error) }));
    return () => {
      gone = true;
      stop?.();
    };
  }, [api, id, exists, generation]);

  const accepted = useCallback((turnId: string, clientId?: string) => {
    change({ type: "accepted", turnId, ...(clientId ? { clientId } : {}) });
    setExists(true);
    return turnId;
  }, []);

  /** Sending the same line again uses the same client message id, so it cannot be done twice. */
  const send = useCallback(
    async (outgoing: Outgoing) => {
      change({ type: "said", outgoing });
      const uploads = outgoing.files.map((file) => file.id);
      const said = { conversation_id: id, client_message_id: outgoing.id, message: outgoing.text, uploads };
      try {
        accepted((await api.say(said)).turn_id, outgoing.id);
      } catch (error) {
        change({ type: "unsent", clientId: outgoing.id, error: sentenceOf(error) });
      }
    },
    [api, id, accepted],
  );

  const say = useCallback(
    (text: string, files: Outgoing["files"] = []) => send({ kind: "outgoing", id: newId(), text, files }),
    [send],
  );

  /** Returns the turn's id; raises `Problem`. */
  const choose = useCallback(
    async (messageId: string, button: { action: string; ref: string }, reason?: string) => {
      const { action, ref } = button;
      const body = { conversation_id: id, client_message_id: newId(), message_id: messageId, action, ref };
      return accepted((await api.choose({ ...body, ...(reason ? { reason } : {}) })).turn_id);
    },
    [api, id, accepted],
  );

  /** Returns the turn's id; raises `Problem`. */
  const fill = useCallback(
    async (formId: string, values: Record<string, unknown>) => {
      const body = { conversation_id: id, client_message_id: newId(), form_id: formId, values };
      return accepted((await api.fill(body)).turn_id);
    },
    [api, id, accepted],
  );

  const reload = useCallback(() => {
    setPhase({ name: "loading" });
    setGeneration((n) => n + 1);
  }, []);

  return { thread, phase, connected, say, send, choose, fill, reload };
}

export type ThreadHandle = ReturnType<typeof useThread>;
