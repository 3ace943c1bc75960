// Take the token of the link out of the address, so that it stays in no history, and into the form.
// Written for the oldest browsers of offices; without any script the number is typed.

(function () {
  var said = location.hash.slice(1);
  var camera = said.indexOf("cam_") === 0;
  if (!camera && said.indexOf("doc_") !== 0) { return; }
  document.getElementById(camera ? "code" : "number").value = said;
  if (history.replaceState) { history.replaceState(null, "", location.pathname); }
  if (camera) { document.getElementById("open").submit(); } else { document.getElementById("code").focus(); }
}());
