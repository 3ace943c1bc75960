// The reply form that goes out without a network: what was filled in is saved as 答复.json beside the photos.
// Written for the oldest browsers of offices; it stands inside of the file, so it loads nothing.

(function () {
  var form = document.getElementById("reply");

  function value(id) { return document.getElementById(id).value; }

  function item(part) {
    var said = { number: part.getAttribute("data-number"), answer: part.querySelector("input[type=radio]:checked").value };
    var done = part.querySelector("[name=done_on]").value;
    var note = part.querySelector("[name=note]").value;
    if (done) { said.done_on = done; }
    if (note) { said.note = note; }
    return said;
  }

  function save(event) {
    var parts = form.querySelectorAll("fieldset");
    var reply = { service: form.getAttribute("data-service"), name: value("name"), post: value("post"), phone: value("phone"), note: value("note"), items: [] };
    for (var i = 0; i < parts.length; i += 1) { reply.items.push(item(parts[i])); }
    var file = new Blob([JSON.stringify(reply, null, 2)], { type: "application/json" });
    event.preventDefault();
    if (navigator.msSaveBlob) { navigator.msSaveBlob(file, "答复.json"); return; }
    var link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "答复.json";
    document.body.appendChild(link);
    link.click();
  }

  form.addEventListener("submit", save);
}());
