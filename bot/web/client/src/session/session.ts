import { createContext, use, useCallback, useEffect, useMemo, useState } from "react";
import { type Api, createApi } from "@/api/client";
import type { Person } from "@/api/messages";
import { sentenceOf } from "@/api/problem";

const KEY = "peopledesk.token";

export interface SignedIn {
  api: Api;
  person: Person;
  signOut: () => void;
}

/** Who is signed in on this tab. The token lives in the tab's session storage and nowhere else. */
export function useSession() {
  const [token, setToken] = useState(() => sessionStorage.getItem(KEY));
  const [person, setPerson] = useState<Person | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const end = useCallback((sentence: string | null) => {
    sessionStorage.removeItem(KEY);
    setToken(null);
    setPerson(null);
    setNotice(sentence);
  }, []);

  const signedIn = useCallback((newToken: string, newPerson: Person) => {
    sessionStorage.setItem(KEY, newToken);
    setToken(newToken);
    setPerson(newPerson);
    setNotice(null);
  }, []);

  const api = useMemo(() => (token ? createApi(token, end) : null), [token, end]);

  const check = useCallback(() => {
    api?.me().then(
      (found) => {
        setPerson(found);
        setTrouble(null);
      },
      (error: unknown) => setTrouble(sentenceOf(error)),
    );
  }, [api]);

  useEffect(() => {
    if (!person) check();
  }, [person, check]);

  const who = useMemo<SignedIn | null>(
    () => (api && person ? { api, person, signOut: () => end(null) } : null),
    [api, person, end],
  );
  return {
    who,
    isChecking: token !== null && !who && !trouble,
    notice,
    trouble: token === null ? null : trouble,
    signedIn,
    check,
  };
}

export const SignedInContext = createContext<SignedIn | null>(null);

/** The signed-in person; only below `SignedInContext`. */
export function useSignedIn(): SignedIn {
  const who = use(SignedInContext);
  if (!who) throw new Error("nobody is signed in here");
  return who;
}
