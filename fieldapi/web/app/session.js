/** Who is signed in, for every screen. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const Session = createContext(null);

/**
 * May *me* see what is not cleared for others: does the account belong to the staff of that office?
 * @param {any} me @param {string} officeId
 */
export function isOnTeam(me, officeId) {
  return me.roles.some((held) => held.office?.id === officeId && held.role !== "auditor");
}

/** @returns {{me: any, can: (action: string) => boolean, onTeam: (officeId: string) => boolean, signOut: () => Promise<void>}} */
export function useSession() {
  return useContext(Session);
}
