/** Who is signed in, for every screen. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const Session = createContext(null);

/** @returns {{me: any, can: (action: string) => boolean, signOut: () => Promise<void>}} */
export function useSession() {
  return useContext(Session);
}
