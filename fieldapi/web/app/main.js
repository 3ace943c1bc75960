/** The web app: who is there, which screen, and the frame around it. */
import { render } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { get, send, whenSignedOut } from "./api.js";
import { dress } from "./gloves.js";
import { html } from "./html.js";
import { keepFor, leave, startWorker, takeAlong } from "./kept.js";
import { language, setLanguage } from "./language.js";
import { applyLook } from "./look.js";
import { unsentOf, workFor } from "./outbox.js";
import { forget } from "./reference.js";
import { routeNow, useRoute } from "./router.js";
import { fetchAhead, Screen } from "./screens.js";
import { Session, isOnTeam } from "./session.js";
import { Frame } from "./frame.js";
import { SignIn } from "./sign-in.js";
import { Loading, ProblemNote } from "./ui.js";

/** The session as the server knows it: `me` undefined while asking, null when nobody is signed in. */
function useWho() {
  const [me, setMe] = useState(undefined);
  const [problem, setProblem] = useState(null);
  const ask = useCallback(() => {
    setProblem(null);
    get("/me").then(setMe, (failed) => (failed.status === 401 ? setMe(null) : setProblem(failed)));
  }, []);
  useEffect(() => {
    whenSignedOut(() => {
      forget();
      setMe(null);
    });
    ask();
  }, [ask]);
  useEffect(() => {
    workFor(me?.id ?? null);
    if (me) keepFor(me.id).then(() => takeAlong((action) => me.actions.includes(action))).catch(() => {});
  }, [me?.id]);
  const signOut = useCallback(async () => {
    await send("DELETE", "/auth/tokens");
    await leave(me.id, (await unsentOf(me.id)).length > 0);
    forget();
    setMe(null);
  }, [me?.id]);
  return { me, problem, ask, signOut };
}

function App() {
  const [spoken, setSpoken] = useState(language);
  const [update, setUpdate] = useState(null);
  useEffect(() => {
    startWorker((take) => setUpdate(() => take)).catch(() => {}); // without it the page works as long as there is a network
  }, []);
  const route = useRoute();
  const { me, problem, ask, signOut } = useWho();
  const session = useMemo(() => me && {
    me, signOut, can: (action) => me.actions.includes(action), onTeam: (officeId) => isOnTeam(me, officeId),
  }, [me, signOut]);
  const speak = (chosen) => {
    setLanguage(chosen);
    setSpoken(chosen);
  };
  let content = html`<${Loading} />`;
  if (problem) content = html`<${ProblemNote} problem=${problem} onRetry=${ask} />`;
  else if (me === null) content = html`<${SignIn} onSignedIn=${ask} />`;
  else if (session) content = html`<${Screen} route=${route} />`;
  return html`<${Session.Provider} value=${session}>
    <${Frame} route=${route} spoken=${spoken} speak=${speak} update=${update}>${content}<//>
  <//>`;
}

setLanguage(language());
applyLook();
dress();
render(html`<${App} />`, document.getElementById("app"));
fetchAhead(routeNow());
