#!/usr/bin/env python3
"""核验蓝检证据包 / Check an evidence bundle of Lanjian.

    python3 verify.py [BUNDLE] [--key VKEY] [--tsa PEM] [--lang zh|en|both]

BUNDLE is a folder or a zip; without it the folder in which this file lies. Needs Python 3.8 or later and nothing else,
no network; writes nothing into the bundle. With openssl on the machine time stamps are checked too.

Exit code / 退出码: 0 sound 完好, 1 altered 被改动, 2 incomplete 不完整, 3 withheld by law 依法有所保留.
The first that applies of 1, 2, 3 wins / 依 1、2、3 之序取其先者.
Sound includes that a witness or a time-stamp authority vouches for every photo / 完好包括每张照片均有见证或可信时间戳.
"""

import argparse
import base64
import calendar
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

CHUNK = 1024 * 1024
MOST_BYTES = 256 * 1024 * 1024  # of a file that is read as a whole
LISTING = "data/exported-sha256.txt"
LEDGER = "data/ledger/"
FORMATS = ("lanjian-bundle/1", "lanjian-bundle/2")  # 2: records of outings, and photos that nobody confirmed yet
BRINGS_PHOTOS = ("photo.added", "hazard.split")
ALTERED, INCOMPLETE, WITHHELD, NOTE, FINE = "altered", "incomplete", "withheld", "note", "fine"
CODES = {ALTERED: 1, INCOMPLETE: 2, WITHHELD: 3}
MARKS = {
    ALTERED: ("被改动", "ALTERED"),
    INCOMPLETE: ("不完整", "INCOMPLETE"),
    WITHHELD: ("依法保留", "WITHHELD"),
    NOTE: ("提示", "note"),
    FINE: ("通过", "ok"),
}
VERDICTS = {
    0: ("核验通过：证据包完好。", "Sound: the bundle is what was exported."),
    1: ("核验不通过：证据包被改动。", "Altered: the bundle is not what was exported."),
    2: (
        "核验未完成：证据包不完整，所缺见上；其余未发现改动。",
        "Incomplete: what is missing is said above; nothing else was found altered.",
    ),
    3: ("核验通过：其余完好，部分内容依法不予提供。", "Sound but for what is withheld by law."),
}
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


class Missing(Exception):
    """The bundle lacks a file that it must have."""


class Report:
    """What was found, in both languages."""

    def __init__(self):
        self.lines = []

    def say(self, kind, chinese, english):
        self.lines.append((kind, chinese, english))

    @property
    def code(self):
        return min((CODES[kind] for kind, _, _ in self.lines if kind in CODES), default=0)

    def write(self, out, language):
        for index, name in enumerate(("zh", "en")):
            if language in (name, "both"):
                for line in self.lines:
                    print(f"[{MARKS[line[0]][index]}] {line[index + 1]}", file=out)
                print(VERDICTS[self.code][index], file=out)


# --- where the files come from -------------------------------------------------------------------------------------


class Folder:
    def __init__(self, path, report):
        self.path, self.names = path, set()
        for root, folders, files in os.walk(path):
            for name in folders + files:
                whole = os.path.join(root, name)
                inside = os.path.relpath(whole, path).replace(os.sep, "/")
                mode = os.lstat(whole).st_mode
                if stat.S_ISREG(mode):
                    self.names.add(inside)
                elif not stat.S_ISDIR(mode):
                    report.say(ALTERED, f"{inside} 不是普通文件", f"{inside} is no plain file")

    def open(self, name):
        return open(os.path.join(self.path, *name.split("/")), "rb")


class Zip:
    def __init__(self, path, report):
        self.archive, self.members = zipfile.ZipFile(path), {}
        for info in self.archive.infolist():
            top, _, inside = info.filename.partition("/")
            parts = inside.split("/")
            bad = not top or ".." in [top, *parts] or "\\" in info.filename or ":" in top
            if bad or stat.S_ISLNK(info.external_attr >> 16) or inside in self.members:
                report.say(ALTERED, f"压缩包内有不该有的条目：{info.filename}", f"unfit member: {info.filename}")
            elif inside and not inside.endswith("/"):
                self.members[inside] = info
        if len({info.filename.partition("/")[0] for info in self.archive.infolist()}) > 1:
            report.say(ALTERED, "压缩包内不止一个文件夹", "more than one folder in the zip")
        self.names = set(self.members)

    def open(self, name):
        return self.archive.open(self.members[name])


class Bundle:
    """The files of a bundle, each read once."""

    def __init__(self, source, report):
        self.source, self.names, self.report = source, source.names, report
        self._digests = {}

    def digest(self, name):
        """SHA-256 in hex; an empty text when the file can't be read."""
        if name not in self._digests:
            found = hashlib.sha256()
            try:
                with self.source.open(name) as file:
                    for part in iter(lambda: file.read(CHUNK), b""):
                        found.update(part)
                self._digests[name] = found.hexdigest()
            except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
                self.report.say(ALTERED, f"{name} 无法读取：{error}", f"{name} can't be read: {error}")
                self._digests[name] = ""
        return self._digests[name]

    def read(self, name):
        if name not in self.names:
            raise Missing(name)
        with self.source.open(name) as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ValueError(f"{name} is too long")
        return content

    def text(self, name):
        return self.read(name).decode("utf-8")

    def json(self, name):
        return json.loads(self.text(name))


# --- Ed25519 (RFC 8032 §5.1), checking only --------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(one, two):
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = point_add(result, point)
        point, factor = point_add(point, point), factor >> 1
    return result


def point_read(encoded):
    """The point, or None when the 32 bytes encode none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_read((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_holds(public, message, signature):
    """Whether *signature* (64 bytes) over *message* holds for the key *public* (32 bytes)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce, scalar = point_read(public), point_read(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= L:
        return False
    factor = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = point_times(scalar, BASE), point_add(nonce, point_times(factor, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- the Merkle tree (RFC 9162 §2.1.3.2, §2.1.4.2; RFC 6962 §2.1) ----------------------------------------------------


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def includes(root, size, index, leaf, proof):
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(one, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, one)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def extends(first_root, first, root, size, proof):
    if not 0 < first <= size:
        return False
    if first == size:
        return not proof and first_root == root
    if not proof:
        return False
    hashes = list(proof) if first & (first - 1) else [first_root, *list(proof)]
    node, last, old, new = first - 1, size - 1, hashes[0], hashes[0]
    while node & 1:
        node, last = node >> 1, last >> 1
    for one in hashes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(one, old), node_hash(one, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, one)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == root


# --- signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature) ----------------------------------------------


def unbase64(text):
    value = base64.b64decode(text, validate=True)
    if base64.b64encode(value).decode() != text:
        raise ValueError("not canonical base64")
    return value


def key_of(vkey):
    """(name, id, type, public half) of a vkey."""
    name, id_, encoded = vkey.split("+", 2)
    value = unbase64(encoded)
    if hashlib.sha256(name.encode() + b"\n" + value).digest()[:4].hex() != id_:
        raise ValueError("a vkey whose id is not that of its key")
    return name, bytes.fromhex(id_), value[0], value[1:]


def note_of(written):
    """The text of a note and its signatures: (name, key id, value)."""
    text, blank, below = written.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise ValueError("not a signed note")
    signatures = []
    for line in below[:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        value = unbase64(encoded)
        if dash != "—" or len(value) < 5:
            raise ValueError("not a signature line")
        signatures.append((name, value[:4], value[4:]))
    return text + "\n", signatures


def signed(text, signatures, vkey):
    """Whether the key signed the text; for a witness the time in its line, in seconds. ValueError for a bad line."""
    name, id_, kind, public = key_of(vkey)
    for signer, signer_id, value in signatures:
        if (signer, signer_id) == (name, id_):
            message, seconds = text.encode(), True
            if kind == 4:
                seconds = int.from_bytes(value[:8], "big")
                message, value = (f"cosignature/v1\ntime {seconds}\n{text}").encode(), value[8:]
            if not ed25519_holds(public, message, value):
                raise ValueError(f"the signature of {name} does not hold")
            return seconds
    return None


def head_of(text):
    """(origin, size, root) of a checkpoint."""
    lines = text.split("\n")
    if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
        raise ValueError("not a checkpoint")
    return lines[0], int(lines[1]), unbase64(lines[2])


def keys_of(log):
    """The vkeys of the log in order, each followed by one that both signed."""
    found = [log[0]["vkey"]]
    for row in log[1:]:
        text, signatures = note_of(row["statement"])
        name = key_of(found[-1])[0]
        right = "{}\nkey rotation\n{}\n{}\n".format(name, found[-1], row["vkey"])
        if text != right or not all(signed(text, signatures, vkey) for vkey in (found[-1], row["vkey"])):
            raise ValueError("a key that the one before did not sign")
        found.append(row["vkey"])
    return found


# --- the steps -------------------------------------------------------------------------------------------------------


def sums(text):
    """Path to digest, as sha256sum writes them."""
    found = {}
    for line in text.splitlines():
        match = re.fullmatch("([0-9a-f]{64}) [ *](.+)", line)
        if not match or match.group(2) in found:
            raise ValueError(f"not a list of digests: {line[:80]}")
        found[match.group(2)] = match.group(1)
    return found


def check_sums(bundle, listed, by):
    """Whether the files that *by* lists are there and what they were. The digests are its word."""
    report, sound = bundle.report, True
    for path, sha256 in sorted(listed.items()):
        if path not in bundle.names:
            report.say(INCOMPLETE, f"缺少文件 {path}（见 {by}）", f"{path} is missing ({by})")
            sound = False
        elif bundle.digest(path) != sha256:
            report.say(ALTERED, f"文件 {path} 与 {by} 不符", f"{path} is not what {by} says")
            sound = False
    return sound


def check_bag(bundle):
    """RFC 8493: the declaration, the manifests and nothing beside them."""
    report = bundle.report
    declaration = bundle.text("bagit.txt")
    if declaration != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        report.say(ALTERED, "bagit.txt 不是 BagIt 1.0 的声明", "bagit.txt does not declare BagIt 1.0")
    tags, payload = sums(bundle.text("tagmanifest-sha256.txt")), sums(bundle.text("manifest-sha256.txt"))
    sound = check_sums(bundle, tags, "tagmanifest-sha256.txt") & check_sums(bundle, payload, "manifest-sha256.txt")
    for path in sorted(bundle.names - set(tags) - set(payload) - {"tagmanifest-sha256.txt"}):
        if path.startswith("data/") or "manifest-" in path or path == "fetch.txt":
            report.say(ALTERED, f"多出文件 {path}", f"{path} was added")
            sound = False
        else:
            report.say(NOTE, f"{path} 不属于证据包", f"{path} is not part of the bundle")
    if sound:
        said = ("%d 个文件与 BagIt 清单一致", "%d files are as the bag's manifests say")
        report.say(FINE, *(one % (len(tags) + len(payload)) for one in said))


class Ledger:
    """The entries that are proved, and the checkpoint that proves them."""

    def __init__(self):
        self.entries, self.size, self.root, self.keys = {}, 0, b"", []
        self.photos = {}  # name of each photo that is proved, to the number of the entry that brought it in


def check_checkpoint(bundle, pinned):
    """The signature on the checkpoint; the ledger is empty without it."""
    report, ledger = bundle.report, Ledger()
    keys = bundle.json(LEDGER + "keys.json")
    if LEDGER + "checkpoint.note" not in bundle.names:
        report.say(INCOMPLETE, "没有签名的检查点，台账记录未获证明", "no signed checkpoint: no entry is proved")
        return ledger
    ledger.keys = keys_of(keys["log"])
    text, signatures = note_of(bundle.text(LEDGER + "checkpoint.note"))
    origin, ledger.size, ledger.root = head_of(text)
    signer = [vkey for vkey in ledger.keys if signed(text, signatures, vkey)]
    if not signer or key_of(signer[0])[0] != origin:
        report.say(ALTERED, "检查点没有台账密钥的签名", "the checkpoint is not signed with the ledger's key")
        return Ledger()
    if pinned and pinned not in ledger.keys:
        report.say(ALTERED, "检查点不是用所给的密钥签名的", "the checkpoint is not signed with the key that was given")
    elif not pinned:
        report.say(
            NOTE,
            f"签名密钥取自证据包：{ledger.keys[0]}，请与检察院另行公布的核对（--key）",
            f"the key was taken from the bundle: {ledger.keys[0]}; compare it with the published one (--key)",
        )
    said = ("检查点签名有效，覆盖 %d 条台账记录", "the checkpoint over %d entries is signed")
    report.say(FINE, *(one % ledger.size for one in said))
    return ledger


def check_entries(bundle, ledger):
    """Every entry under the checkpoint, and what lies beside it."""
    report, kept_back = bundle.report, 0
    for line in bundle.text(LEDGER + "entries.jsonl").splitlines():
        row = json.loads(line)
        said, seq = json.loads(row["canonical"]), row["seq"]
        leaf, proof = leaf_hash(row["canonical"].encode()), row["proof"]
        if said["seq"] != seq or seq in ledger.entries:
            report.say(ALTERED, f"台账第 {seq} 号记录编号不符", f"entry {seq} has another number")
        elif proof is None:
            report.say(INCOMPLETE, f"台账第 {seq} 号记录尚无证明", f"entry {seq} is not proved yet")
        elif ledger.size and not includes(ledger.root, ledger.size, seq - 1, leaf, list(map(bytes.fromhex, proof))):
            report.say(ALTERED, f"台账第 {seq} 号记录不在检查点之下", f"entry {seq} is not under the checkpoint")
        else:
            ledger.entries[seq] = said
        if row["payload"] is not None:
            beside = bytes.fromhex(row["salt"]) + row["payload"].encode()
            if hashlib.sha256(beside).hexdigest() != said["pc"]:
                report.say(ALTERED, f"台账第 {seq} 号记录的内容不符", f"the content of entry {seq} is another")
            said["payload"] = json.loads(row["payload"])
        elif row["left_out"] == "erased_by_law":
            report.say(WITHHELD, f"台账第 {seq} 号记录的内容已依法删除", f"entry {seq}: content erased by law")
        else:
            kept_back += 1
    if ledger.entries:
        said = ("%d 条台账记录已获证明", "%d entries are proved")
        report.say(FINE, *(one % len(ledger.entries) for one in said))
    if kept_back:
        report.say(
            NOTE,
            f"{kept_back} 条记录的内容未随附（涉及其他事项），其存在已获证明",
            f"{kept_back} entries are proved without their content, which also concerns other matters",
        )


def check_listing(bundle, ledger):
    """The list of what was exported, as the act of exporting entered it, and the files by this list."""
    report, listing = bundle.report, sums(bundle.text(LISTING))
    exports = [said for said in ledger.entries.values() if said["type"] == "hazard.exported"]
    if not any(said.get("payload", {}).get("listing") == bundle.digest(LISTING) for said in exports):
        kind = ALTERED if exports else INCOMPLETE
        report.say(kind, "导出清单不是台账所记的清单", "the list of what was exported is not the one in the ledger")
        return
    listed = {"data/" + path: sha256 for path, sha256 in listing.items()}
    sound = check_sums(bundle, listed, LISTING)
    for path in sorted(bundle.names - set(listed) - {LISTING}):
        if path.startswith("data/") and not path.startswith(LEDGER):
            report.say(ALTERED, f"{path} 不在导出清单中", f"{path} was not exported")
            sound = False
    if sound:
        said = ("%d 个文件与台账所记导出清单一致", "%d files are as the ledger says that they were exported")
        report.say(FINE, *(one % len(listed) for one in said))


def check_photos(bundle, ledger):
    """Each original against the entry that brought it in; what is withheld by law, by an entry that says so."""
    report, found = bundle.report, 0
    for photo in bundle.json("data/record.json")["photos"]:
        name, sha256 = photo["id"], photo["sha256"]
        if photo["state"] == "withheld":
            kind = WITHHELD if purged(ledger, name) else INCOMPLETE
            report.say(kind, f"照片 {name} 依法不予提供", f"photo {name} is withheld by law")
            continue
        if photo["state"] == "unconfirmed":
            report.say(
                NOTE,
                f"照片 {name} 未经检察官确认，未随附",
                f"photo {name} was not confirmed by a prosecutor and left out",
            )
            continue
        if photo["state"] != "included":
            report.say(INCOMPLETE, f"照片 {name} 的原件缺失", f"the original of photo {name} is missing")
            continue
        brought = [
            said
            for said in ledger.entries.values()
            if said["type"] in BRINGS_PHOTOS and "hazard:" + photo["hazard_id"] in said["subj"]
        ]
        came = [said["seq"] for said in brought if sha256 in said["blobs"]]
        if not came:
            kind = ALTERED if ledger.size else INCOMPLETE
            report.say(kind, f"照片 {name} 不是台账所记的照片", f"photo {name} is not the one in the ledger")
            continue
        ledger.photos[name] = min(came)
        if "data/" + photo["path"] in bundle.names and bundle.digest("data/" + photo["path"]) != sha256:
            report.say(ALTERED, f"照片 {name} 的原件被改动", f"the original of photo {name} was altered")
        elif "data/" + photo["path"] in bundle.names:
            found += 1
    said = ("%d 张照片原件与收到时写入台账的 SHA-256 一致", "%d originals have the SHA-256 entered when they came")
    report.say(FINE, *(one % found for one in said))


def purged(ledger, *photo_ids):
    """Whether an entry says that one of these photos was destroyed by law."""
    wanted = {"photo:" + id_ for id_ in photo_ids if id_}
    return any(said["type"] == "photo.purged" and wanted & set(said["subj"]) for said in ledger.entries.values())


def check_derivatives(bundle, ledger):
    """Each redacted, stamped or paired copy against the entry of who drew it from which originals."""
    report, record, found = bundle.report, bundle.json("data/record.json"), 0
    sha256_of = {photo["id"]: photo["sha256"] for photo in record["photos"]}
    for copy in record["derivatives"]:
        name, parents = copy["name"], [id_ for id_ in (copy["photo_id"], copy["after_id"]) if id_]
        if copy["state"] == "withheld":
            kind = WITHHELD if purged(ledger, *parents) else INCOMPLETE
            report.say(kind, f"副本 {name} 依法不予提供", f"copy {name} is withheld by law")
            continue
        if copy["state"] != "included":
            report.say(INCOMPLETE, f"副本 {name} 缺失", f"copy {name} is missing")
            continue
        subjects = {"derivative:" + copy["id"]} | {"photo:" + id_ for id_ in parents}
        blobs = [copy["sha256"]] + [sha256_of[id_] for id_ in parents]
        drawn = [said for said in ledger.entries.values() if said["type"] == "photo.derived"]
        if not any(subjects <= set(said["subj"]) and blobs == said["blobs"] for said in drawn):
            kind = ALTERED if ledger.size else INCOMPLETE
            report.say(kind, f"副本 {name} 不是台账所记的副本", f"copy {name} is not the one in the ledger")
        elif "data/" + copy["path"] in bundle.names and bundle.digest("data/" + copy["path"]) != copy["sha256"]:
            report.say(ALTERED, f"副本 {name} 被改动", f"copy {name} was altered")
        elif "data/" + copy["path"] in bundle.names:
            found += 1
    if found:
        said = ("%d 个副本与台账所记一致，其原件均已载明", "%d copies are as entered, each with its originals named")
        report.say(FINE, *(one % found for one in said))


def check_records(bundle, ledger):
    """The record of each outing, its signatures, remarks and annexes, and the answered checklists, as entered."""
    report, said, found = bundle.report, bundle.json("data/record.json"), 0
    if said["format"] not in FORMATS:
        report.say(NOTE, "证据包格式较新，请用较新的核验程序", "a newer format: another verify.py may know more of it")
    for record in said.get("records", []):
        number, subject = record["number"], "inspection:" + record["inspection_id"]
        if "data/" + record["path"] in bundle.names and bundle.digest("data/" + record["path"]) != record["digest"]:
            report.say(ALTERED, f"笔录 {number} 不是所签的笔录", f"the record {number} is not the one that was signed")
        for type_, told, blobs in acts_on(record, record["inspection_id"]):
            found += check_entered(report, ledger, (type_, subject), told, blobs, number)
        for one in record["signatures"]:
            path = one["path"] and "data/" + one["path"]
            if one["sha256"] and not path:
                report.say(
                    INCOMPLETE, f"笔录 {number} 的签名图像缺失", f"a drawn or scanned signature of {number} is missing"
                )
            elif path in bundle.names and bundle.digest(path) != one["sha256"]:
                report.say(ALTERED, f"签名图像 {path} 被改动", f"the signature {path} was altered")
    for hazard in said["hazards"]:
        for one in hazard.get("checklist_answers", []):
            act, told = ("hazard.checklist_answered", "hazard:" + hazard["id"]), {"answers": one["answers"]}
            found += check_entered(report, ledger, act, told, [], hazard["number"])
    if found:
        told = (
            "%d 项签名、意见、附记和检查清单与台账所记一致",
            "%d signatures, remarks, annexes and checklists are as entered",
        )
        report.say(FINE, *(one % found for one in told))


def acts_on(record, inspection_id):
    """What must be entered of a record: type, what the entry tells, and the digests of files that it names."""
    for one in record["signatures"]:
        names = ("participant", "way", "digest", "said", "remark_id")
        yield "inspection.signed", {name: one[name] for name in names}, [one["sha256"]] if one["sha256"] else []
    for one in record["remarks"]:
        about = {"v": 1, "inspection": inspection_id, "participant": one["participant_id"], "text": one["text"]}
        said = json.dumps(about, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        right = hashlib.sha256(said.encode()).hexdigest() == one["digest"]
        yield "inspection.remarked", {"by": one["participant"], "text": one["text"] if right else None}, []
    for one in record["annexes"]:
        yield "inspection.annexed", {"text": one["text"], "reason": one["reason"]}, []


def check_entered(report, ledger, act, told, blobs, number):
    """Whether an entry of this type about this subject tells just that. What was erased by law tells nothing more."""
    among = [said for said in ledger.entries.values() if said["type"] == act[0] and act[1] in said["subj"]]
    for said in among:
        payload = said.get("payload", told)
        if said["blobs"] == blobs and all(payload.get(name) == value for name, value in told.items()):
            return True
    kind = ALTERED if ledger.size else INCOMPLETE
    report.say(kind, f"{number}：{act[0]} 与台账所记不符", f"{number}: {act[0]} is not what the ledger says")
    return False


def check_history(bundle, ledger):
    """Every act that timeline and custody name has its entry."""
    for path in ("data/timeline.json", "data/custody.json"):
        for events in bundle.json(path).values():
            for event in events:
                said, seq = ledger.entries.get(event["seq"]), event["seq"]
                if said is None:
                    bundle.report.say(
                        INCOMPLETE,
                        f"{path} 所列第 {seq} 号记录未获证明",
                        f"{path} names entry {seq}, which is not proved",
                    )
                elif said["type"] != event["type"]:
                    bundle.report.say(
                        ALTERED,
                        f"{path} 所列第 {seq} 号记录不符",
                        f"{path} tells another act than entry {seq}",
                    )


def check_anchors(bundle, ledger, authority):
    """Who else vouches: witnesses and time stamps, on checkpoints that the present one goes on from."""
    report, vouched = bundle.report, 0
    witnesses = bundle.json(LEDGER + "keys.json")["witnesses"]
    for anchor in bundle.json(LEDGER + "anchors.json") if LEDGER + "anchors.json" in bundle.names else []:
        stem = LEDGER + "anchors/" + str(anchor["size"])
        note = bundle.text(stem + ".note")
        text, signatures = note_of(note)
        _, size, root = head_of(text)
        proof = list(map(bytes.fromhex, anchor["consistency"]))
        own = any(signed(text, signatures, vkey) for vkey in ledger.keys)
        if size != anchor["size"] or not own or not extends(root, size, ledger.root, ledger.size, proof):
            report.say(ALTERED, f"检查点 {size} 与台账不连贯", f"the ledger does not go on from checkpoint {size}")
            continue
        if stem + ".cosignatures" in bundle.names:
            lines = note_of(note + bundle.text(stem + ".cosignatures"))[1]
            for vkey in witnesses:
                seconds = signed(text, lines, vkey)
                if seconds:
                    vouched = max(vouched, size)
                    name, at = key_of(vkey)[0], moment(seconds)
                    report.say(
                        FINE,
                        f"前 {size} 条记录由 {name} 于 {at} 见证",
                        f"the first {size} entries were witnessed by {name} at {at}",
                    )
        if stem + ".tsr" in bundle.names and check_tokens(bundle, stem, anchor, authority):
            vouched = max(vouched, size)
    check_reach(report, ledger, vouched)


def check_reach(report, ledger, vouched):
    """Whether the first *vouched* entries, for which others vouch, are all that brought the photographs in."""
    if not vouched:
        report.say(
            INCOMPLETE,
            "缺少独立的时间证明：没有见证，也没有可在此处核验的时间戳；仅证明内容完整",
            "an independent time is missing: no witness and no time stamp that could be checked here; integrity only",
        )
        return
    for name, seq in sorted(ledger.photos.items()):
        if seq > vouched:
            report.say(
                INCOMPLETE,
                f"照片 {name} 尚未锚定：其记录（第 {seq} 号）晚于最近的见证或时间戳",
                f"photo {name} is not yet anchored: its entry {seq} came after the last witness or time stamp",
            )


def moment(seconds):
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))


def check_tokens(bundle, stem, anchor, authority):
    """Whether a time-stamp authority vouches for the note, and every further token carries on the one before."""
    report, size, note = bundle.report, anchor["size"], bundle.read(stem + ".note")
    at = check_token(bundle, stem, note, authority)
    if at is None:
        return False
    report.say(
        FINE,
        f"前 {size} 条记录在 {moment(at)} 已存在（时间戳）",
        f"the first {size} entries existed at {moment(at)} (time stamp)",
    )
    for number, renewal in enumerate(anchor["renewals"], 1):
        token, stem = bundle.read(stem + ".tsr"), f"{LEDGER}anchors/{size}.renewal-{number}"
        root, proof = bundle.read(stem + ".root"), list(map(bytes.fromhex, renewal["proof"]))
        if not includes(root, renewal["size"], renewal["index"], leaf_hash(token), proof):
            report.say(ALTERED, f"{stem}.tsr 未续展前一时间戳", f"{stem}.tsr does not carry on the one before")
            return False
        at = check_token(bundle, stem, root, authority)
        if at is None:
            return False
        said = ("该时间戳于 %s 由另一时间戳续展", "that time stamp was carried on by a further one at %s")
        report.say(FINE, *(one % moment(at) for one in said))
    if authority is None:
        report.say(
            NOTE,
            "时间戳机构的证书取自证据包，可用 --tsa 另行指定",
            "the authority's certificates were taken from the bundle; --tsa names others",
        )
    return True


def check_token(bundle, stem, content, authority):
    """When the token was made over *content*, by ``openssl ts``; None when it does not hold or can't be told here."""
    report, token = bundle.report, bundle.read(stem + ".tsr")
    if hashlib.sha256(content).digest() not in token:
        report.say(ALTERED, f"{stem}.tsr 所盖的是别的内容", f"{stem}.tsr is over something else")
        return None
    trusted = authority
    if trusted is None and LEDGER + "tsa.pem" in bundle.names:
        trusted = bundle.read(LEDGER + "tsa.pem")
    if not shutil.which("openssl") or trusted is None:
        report.say(
            NOTE,
            f"{stem}.tsr：此处未核验时间戳（需 openssl 和证书）",
            f"{stem}.tsr was not checked here: that needs openssl and certificates",
        )
        return None
    at = openssl_says(content, token, trusted)
    if at is None:
        report.say(ALTERED, f"{stem}.tsr 时间戳无效", f"the time stamp {stem}.tsr does not hold")
    return at


def openssl_says(content, token, trusted):
    """When the token was made, in seconds, if it holds; else None. The certificates are judged at that time."""
    with tempfile.TemporaryDirectory() as folder:
        names = {name: os.path.join(folder, name) for name in ("content", "token.tsr", "ca.pem")}
        for name, value in (("content", content), ("token.tsr", token), ("ca.pem", trusted)):
            with open(names[name], "wb") as file:
                file.write(value)
        shown = run("openssl", "ts", "-reply", "-in", names["token.tsr"], "-text")
        match = re.search(r"Time stamp: (\w{3}) +(\d+) ([\d:]+)[.\d]* (\d{4}) GMT", shown or "")
        if not match:
            return None
        at = calendar.timegm(time.strptime(" ".join(match.groups()), "%b %d %H:%M:%S %Y"))
        files = ["-in", names["token.tsr"], "-data", names["content"], "-CAfile", names["ca.pem"]]
        files += ["-untrusted", names["ca.pem"], "-attime", str(at)]
        return at if run("openssl", "ts", "-verify", *files) is not None else None


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def check(path, pinned=None, authority=None):
    """The report on the bundle at *path*. Nothing that lies in it makes this raise."""
    report = Report()
    try:
        source = Folder(path, report) if os.path.isdir(path) else Zip(path, report)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        report.say(ALTERED, f"不是完整的压缩包：{error}", f"no whole zip: {error}")
        return report
    bundle, ledger = Bundle(source, report), Ledger()

    def step(act, *arguments):
        try:
            return act(bundle, *arguments)
        except Missing as error:
            report.say(INCOMPLETE, f"缺少文件 {error}（{act.__name__}）", f"{error} is missing ({act.__name__})")
        except (*BROKEN, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
            report.say(ALTERED, f"{act.__name__}：{error}", f"{act.__name__}: {error}")
        return None

    step(check_bag)
    ledger = step(check_checkpoint, pinned) or ledger
    for act in (check_entries, check_listing, check_photos, check_derivatives, check_records, check_history):
        step(act, ledger)
    if ledger.size:
        step(check_anchors, ledger, authority)
    return report


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("bundle", nargs="?", default=here, help="folder or zip (default: where this file lies)")
    parser.add_argument("--key", help="the ledger's public key as the office published it")
    parser.add_argument("--tsa", help="PEM file with the certificates of the time-stamp authority")
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    said = parser.parse_args(arguments)
    if not os.path.exists(said.bundle):
        parser.error(f"没有 {said.bundle} / there is no {said.bundle}")
    authority = None
    if said.tsa:
        with open(said.tsa, "rb") as file:
            authority = file.read()
    report = check(said.bundle, said.key, authority)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    report.write(sys.stdout, said.lang)
    return report.code


if __name__ == "__main__":
    sys.exit(main())
