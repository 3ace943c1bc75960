/** This device as the server knows it: one id and one key for each person who signs in here. */
import { send } from "./api.js";
import { t } from "./language.js";
import { rememberedAs, rememberOnce } from "./outbox-db.js";
import { uuid7 } from "./ids.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };

/** @param {string} person */
export const deviceName = (person) => `device-${person}`;

/** @param {ArrayBuffer} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function make() {
  const keys = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]); // the private half never leaves this database
  return { id: uuid7(), keys, public_key: base64url(await crypto.subtle.exportKey("raw", keys.publicKey)), last_seq: 0 };
}

/** The device of a person, made the first time. @param {string} person */
export async function deviceOf(person) {
  return (await rememberedAs(deviceName(person))) ?? rememberOnce(deviceName(person), await make());
}

/** What a manifest or a batch says of the device. @param {any} device @param {string} name */
export const saidOf = ({ id, public_key, last_seq }, name) => ({ id, public_key, last_seq, name: t("device_of", { name }) });

/**
 * Say while there is a network which key is this device's: only then may a colleague bring its packages. Numbers are left to the
 * packages, since one that was made and then not needed is no loss.
 * @param {{id: string, name: string}} me
 */
export async function enterDevice(me) {
  const device = await deviceOf(me.id);
  const entered = `entered-${device.id}`;
  if (await rememberedAs(entered)) return;
  await send("POST", "/sync", { device: { ...saidOf(device, me.name), last_seq: 0 }, items: [], pull: false });
  await rememberOnce(entered, new Date().toISOString());
}
