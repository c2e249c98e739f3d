// Files over a poor line: one after the other, in pieces that are each safe on the server, so that a cut line, a closed lid
// or a reload costs one piece. The server remembers what has arrived; nothing is kept in the browser, for the computers are
// shared: the same file chosen again goes on where it was. Without this file the plain form sends everything at once.

const SMALLEST = 128 * 1024;
const LARGEST = 4 * 1024 * 1024;
const PATIENCE = 60_000;
const LONGEST_EDGE = 2000;
const QUALITY = 0.8;
const NOT_WORTH_SHRINKING = 300_000;
const HASHED_HERE = 20 * 1024 * 1024;

const words = document.querySelector("#upload-words")?.dataset;
const queue = [];
let step = 256 * 1024;
let isBusy = false;
let token = document.querySelector("[name=csrf_token]")?.value;

class Lost extends Error {}
class Ended extends Error {}

if (words) {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.upload");
    if (!form?.elements.arriving || !form.elements.files.files.length) return;
    event.preventDefault();
    for (const file of form.elements.files.files) queue.push(jobOf(form, file));
    form.elements.files.value = "";
    work();
  });
  addEventListener("online", () => queue.filter((job) => job.state === "lost").forEach(resume));
  addEventListener("offline", () => queue.forEach((job) => job.abort?.abort()));
}

function jobOf(form, file) {
  const fields = Object.fromEntries(["part", "item", "replaces"].map((name) => [name, form.elements[name]?.value ?? ""]));
  const keeps = Boolean(form.elements.keep_photo?.checked);
  const job = { file, fields, keeps, url: form.elements.arriving.value, state: "waiting", offset: 0, tries: 0 };
  const kept = form.closest("li[id], section").querySelector(".kept");
  job.kept = kept.id;
  job.line = lineOf(job);
  listBehind(kept).append(job.line);
  show(job);
  return job;
}

function listBehind(kept) {
  if (kept.nextElementSibling?.matches(".queue")) return kept.nextElementSibling;
  const list = document.createElement("ul");
  list.className = "queue";
  kept.after(list);
  return list;
}

function lineOf(job) {
  const line = document.createElement("li");
  const name = document.createElement("b");
  const bar = document.createElement("progress");
  const told = document.createElement("span");
  const turn = button("", () => (job.state === "paused" || job.state === "lost" ? resume(job) : pause(job)));
  name.textContent = job.file.name;
  bar.max = 1;
  bar.setAttribute("aria-label", job.file.name);
  turn.className = "btn btn-outline-primary btn-sm turn";
  told.className = "words";
  line.append(name, bar, told, turn, button(words.drop, () => drop(job)));
  return line;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-link btn-sm";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function show(job, said = "") {
  const size = job.blob?.size ?? job.file.size;
  const percent = Math.floor((job.offset / Math.max(size, 1)) * 100);
  const facts = { percent: `${percent} %`, done: megabytes(job.offset), size: megabytes(size) };
  const told = said || (words[job.state] ?? "").replace(/\{(\w+)\}/g, (_all, name) => facts[name]);
  const turn = job.line.querySelector(".turn");
  job.line.dataset.state = job.state;
  job.line.querySelector("progress").value = job.offset / Math.max(size, 1);
  job.line.querySelector(".words").textContent = told;
  turn.textContent = ["paused", "lost"].includes(job.state) ? words.resume : words.pause;
  turn.hidden = ["ended", "judging"].includes(job.state);
  if (["ended", "lost", "paused"].includes(job.state)) document.querySelector("#upload-words").textContent = `${job.file.name}: ${told}`;
}

function megabytes(bytes) {
  return (bytes / 1024 / 1024).toFixed(1).replace(".", ",");
}

function turnTo(job, state, said = "") {
  job.state = state;
  show(job, said);
}

function pause(job) {
  turnTo(job, "paused");
  job.abort?.abort();
}

function resume(job) {
  clearTimeout(job.timer);
  turnTo(job, "waiting");
  work();
}

async function drop(job) {
  job.isDropped = true;
  turnTo(job, "paused");
  if (!job.isBeginning) job.abort?.abort(); // else its id is still on the way: begin() lets go of it
  queue.splice(queue.indexOf(job), 1);
  job.line.remove();
  if (job.id) await letGo(job);
}

const letGo = (job) => post(job, `/${job.id}/drop`, new FormData()).catch(() => {});

// One file at a time: on a poor line two would only slow each other down.
async function work() {
  if (isBusy) return;
  isBusy = true;
  for (let job; (job = queue.find((each) => each.state === "waiting")); ) await send(job);
  isBusy = false;
}

async function send(job) {
  try {
    await prepare(job);
    if (job.state === "paused") return;
    if (!job.isAllThere) {
      await begin(job);
      while (job.offset < job.blob.size) await piece(job);
      job.isAllThere = true; // from now on only the last question is asked again
    }
    await finish(job);
  } catch (error) {
    if (job.state === "paused") return;
    if (error instanceof Ended) return turnTo(job, "ended", error.message);
    job.tries += 1;
    turnTo(job, "lost", error instanceof Lost ? error.message : "");
    step = Math.max(SMALLEST, step / 2);
    if (!(error instanceof Lost)) job.timer = setTimeout(resume, Math.min(2 ** job.tries, 60) * 1000, job);
  }
}

async function prepare(job) {
  if (job.blob) return;
  turnTo(job, "shrinking");
  job.note = job.keeps ? await noteOf(job.file) : "";
  job.blob = await shrunk(job.file);
}

async function begin(job) {
  turnTo(job, "sending");
  const form = new FormData();
  const { name, size, lastModified } = job.file;
  const facts = { ...job.fields, name, size: job.blob.size, mark: markOf(`${name}|${size}|${lastModified}`) };
  for (const [field, value] of Object.entries(facts)) if (value !== "") form.append(field, value);
  if (job.note) form.append("note", job.note);
  job.isBeginning = true;
  const { told } = await post(job, "", form).finally(() => (job.isBeginning = false));
  job.id = told.id;
  job.offset = told.offset;
  if (job.isDropped) {
    await letGo(job);
    throw new Error("dropped");
  }
  show(job);
}

async function piece(job) {
  const began = performance.now();
  const bytes = job.blob.slice(job.offset, job.offset + step);
  const { told } = await post(job, `/${job.id}/pieces/${job.offset}`, bytes, "application/octet-stream");
  job.offset = told.offset;
  job.tries = 0;
  const took = performance.now() - began;
  if (took < 2000) step = Math.min(step * 2, LARGEST);
  if (took > 10_000) step = Math.max(step / 2, SMALLEST);
  if (job.state === "sending") show(job);
}

async function finish(job) {
  turnTo(job, "judging");
  const form = new FormData();
  if (crypto.subtle && job.blob.size <= HASHED_HERE) form.append("sha256", await digestOf(job.blob));
  const { status, told } = await post(job, `/${job.id}/finish`, form);
  if (status === 409) {
    job.offset = told.offset;
    job.isAllThere = false;
    throw new Error("a piece is missing");
  }
  turnTo(job, "ended", told.said);
  if (told.outcome === "kept") await refresh(job).catch(() => {});
}

// 409 says where to go on, other answers in JSON are final. An answer that is no JSON comes from somebody in between, or
// asks to sign in: with a fresh token from our own page it is asked once more.
async function post(job, path, body, type) {
  for (const isLast of [false, true]) {
    const headers = { "X-CSRFToken": token, ...(type && { "Content-Type": type }) };
    job.abort = new AbortController();
    const timer = setTimeout(() => job.abort.abort(), PATIENCE);
    const answer = await fetch(job.url + path, { method: "POST", body, headers, redirect: "manual", signal: job.abort.signal }).finally(
      () => clearTimeout(timer),
    );
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
      const told = await answer.json();
      if (answer.ok || answer.status === 409) return { status: answer.status, told };
      throw new Ended(told.said);
    }
    if (answer.status >= 500 || answer.status === 429 || answer.ok) throw new Error(`${answer.status}`);
    if (answer.status === 404 && isLast) throw new Ended(words.gone);
    if (isLast || !(await freshPage())) throw new Lost(words.signedOut);
  }
  throw new Error("unreachable");
}

async function freshPage() {
  const answer = await fetch(location.href, { redirect: "manual" });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  token = page.querySelector("[name=csrf_token]")?.value ?? token;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
  return page;
}

async function refresh(job) {
  const page = await freshPage();
  const [old, fresh] = [document.getElementById(job.kept), page?.getElementById(job.kept)];
  if (old && fresh) old.replaceChildren(...fresh.childNodes);
  const [tag, told] = [document, page].map((from) => from?.getElementById(job.kept)?.parentElement.querySelector(":scope > .tag"));
  if (told) tag ? tag.replaceWith(told) : old.parentElement.querySelector(":scope > b")?.after(" ", told);
}

// A photograph as large as a reader needs. The canvas also leaves out what the camera wrote into it.
async function shrunk(file) {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size < NOT_WORTH_SHRINKING) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, file.type, QUALITY));
    return blob && blob.type === file.type && blob.size < file.size ? blob : file;
  } catch {
    return file; // not a picture after all: the server says what it is
  }
}

// The camera's note (EXIF) of a JPEG, as it stands in the file; the server reads place and time from it.
async function noteOf(file) {
  const bytes = new Uint8Array(await file.slice(0, 256 * 1024).arrayBuffer());
  const text = (from, to) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return "";
  for (let at = 2; at + 10 < bytes.length && bytes[at] === 0xff; at += 2 + bytes[at + 2] * 256 + bytes[at + 3]) {
    if (bytes[at + 1] === 0xe1 && text(at + 4, at + 10) === "Exif\0\0") {
      const end = at + 2 + bytes[at + 2] * 256 + bytes[at + 3];
      let note = "";
      for (let from = at + 4; from < end; from += 0x8000) note += text(from, Math.min(from + 0x8000, end));
      return btoa(note);
    }
  }
  return "";
}

async function digestOf(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Tells a file from another of the same name. It protects nothing: 53 bits are plenty for the files of one part.
function markOf(text) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (const letter of text) {
    a = Math.imul(a ^ letter.codePointAt(0), 2654435761);
    b = Math.imul(b ^ letter.codePointAt(0), 1597334677);
  }
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");
}
