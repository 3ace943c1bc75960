// On the citizens' page: where the device is, on a press of a button that only stands there where this script runs.

const PATIENCE_MS = 20_000;
const place = document.getElementById("position");
if (place && isSecureContext && "geolocation" in navigator) offer(place);

/** @param {HTMLElement} place */
function offer(place) {
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "button wide", textContent: "用我现在的位置 Use where I am",
  });
  const said = Object.assign(document.createElement("p"), { className: "hint" });
  said.setAttribute("role", "status");
  place.append(button, said);
  if (place.dataset.lon) fill(place, said, Number(place.dataset.lon), Number(place.dataset.lat), Number(place.dataset.accuracy));
  button.addEventListener("click", () => {
    said.textContent = "正在定位… Locating…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => fill(place, said, coords.longitude, coords.latitude, coords.accuracy),
      () => (said.textContent = "没有得到位置，请写明地点。 No position: please write where it is."),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    );
  });
}

/** @param {HTMLElement} place @param {HTMLElement} said */
function fill(place, said, lon, lat, accuracy) {
  for (const input of place.querySelectorAll("input")) input.remove();
  const found = { lon, lat, ...(accuracy > 0 && { accuracy_m: Math.min(accuracy, 100_000) }) };
  for (const [name, value] of Object.entries(found)) {
    place.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: String(value) }));
  }
  said.textContent = `已取得位置，误差约 ${Math.round(accuracy)} 米。 Position found.`;
}
