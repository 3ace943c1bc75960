// Take the code of the link out of the address, so that it stays in no history, and into the form.

const code = document.getElementById("code");
if (code instanceof HTMLInputElement && location.hash) {
  code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
