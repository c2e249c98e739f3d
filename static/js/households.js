// The share of households as it is typed, five more lines without a round trip, and a block of Excel cells pasted into the
// lines. Without this file the server does all three after a save.

const share = document.querySelector("#share");
const table = document.querySelector("table.households tbody");
if (share && table) start();

function start() {
  const total = document.querySelector("#total_households");
  const words = share.querySelector(".share-words");
  const show = () => { words.textContent = told(listed(), wholeNumber(total.value)) || words.textContent; };
  document.addEventListener("input", show);
  table.addEventListener("paste", (event) => {
    const cells = cellsOf(event.clipboardData.getData("text/plain"));
    if (cells.length > 1 || cells[0].length > 1) {
      event.preventDefault();
      spread(event.target, cells);
      show();
    }
  });
  const more = document.querySelector("#more button");
  const isLast = table.querySelector("tr:last-child [name^='head_name-']")?.value === "";
  if (more && isLast) {
    more.addEventListener("click", (event) => {
      event.preventDefault();
      const first = addLine();
      for (let count = 1; count < 5; count += 1) addLine();
      first.querySelector("[name^='head_name-']").focus();
    });
  }
}

function listed() {
  const typed = [...table.querySelectorAll("[name^='head_name-']")].filter((cell) => cell.value.trim());
  return Number(share.dataset.elsewhere) + typed.length;
}

function wholeNumber(text) {
  const bare = text.trim().replace(/(?<=\d)[.\s\u00a0](?=\d{3}(\D|$))/g, "");
  return /^\d{1,9}$/.test(bare) ? Number(bare) : 0;
}

// Cut, never rounded up: a share just below the threshold must not read as the threshold.
function told(count, total) {
  if (!total) return "";
  const ratio = `${grouped(count)}/${grouped(total)}`;
  if (count > total) return `${share.dataset.over} (${ratio})`;
  const tenths = Math.floor((count * 1000) / total);
  const percent = `${Math.floor(tenths / 10)}${tenths % 10 ? `,${tenths % 10}` : ""} %`;
  const missing = Math.ceil(total / 5) - count;
  const verdict = missing > 0 ? share.dataset.short.replace("{n}", grouped(missing)) : share.dataset.enough;
  return `${ratio} ${share.dataset.unit} = ${percent} · ${verdict}`;
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
}

function cellsOf(text) {
  return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
}

function spread(target, cells) {
  const row = target.closest("tr");
  const column = inputsOf(row).indexOf(target);
  let line = row;
  for (const values of cells) {
    line ??= addLine();
    const inputs = inputsOf(line);
    values.forEach((value, place) => {
      if (inputs[column + place]) inputs[column + place].value = value.trim();
    });
    line = line.nextElementSibling;
  }
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

function inputsOf(row) {
  return [...row.querySelectorAll("td input")];
}

function addLine() {
  const last = table.lastElementChild;
  const line = last.cloneNode(true);
  const place = table.children.length;
  const number = Number(last.querySelector("th").firstChild.textContent) + 1;
  line.classList.remove("wrong");
  line.querySelectorAll(".error").forEach((error) => error.remove());
  line.querySelector("th").firstChild.textContent = String(number);
  for (const input of line.querySelectorAll("input")) {
    const name = input.name.replace(/-\d+$/, "");
    input.name = `${name}-${place}`;
    input.value = name === "id" ? randomId() : "";
    if (input.id) input.id = input.name;
    for (const mark of ["aria-invalid", "aria-describedby"]) input.removeAttribute(mark);
    const label = input.getAttribute("aria-label");
    if (label) input.setAttribute("aria-label", label.replace(/\d+$/, String(number)));
  }
  table.append(line);
  return line;
}

// crypto.randomUUID is only there on https; the demo runs on plain http.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
