// Sends the open form to its own address while it is being typed, so that a lost line or a closed lid loses nothing.
// Nothing is kept in the browser: the computers are shared. Without this file the buttons do the same work.

const EVERY = 20_000;
const SLOWEST = 120_000;

const form = document.querySelector("form.autosaved");
if (form) start(form);

function start(form) {
  const status = form.querySelector(".autosave");
  let sentText = textOf(form);
  let wait = EVERY;
  let timer = 0;
  let running = null;
  let isLeaving = false;
  let isStopped = false;

  const isDirty = () => textOf(form) !== sentText;
  const say = (words, state) => {
    status.hidden = false;
    status.textContent = words;
    status.dataset.state = state;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    if (isStopped || isLeaving || running || !isDirty()) return later();
    running = send(form);
    const { text, outcome, version } = await running;
    running = null;
    wait = EVERY;
    if (outcome === "saved") {
      sentText = text;
      form.elements.seen_version.value = version;
      say(`${status.dataset.saved} ${timeNow()}`, "saved");
    } else if (outcome === "lost") {
      wait = Math.min(wait * 2, SLOWEST);
      say(status.dataset.lost, "lost");
    } else {
      isStopped = outcome === "stale";
      say(status.dataset[outcome], outcome);
    }
    later();
  }

  form.addEventListener("focusout", () => setTimeout(save, 300));
  form.addEventListener("submit", async (event) => {
    isLeaving = true;
    if (!running) return;
    event.preventDefault();
    await running;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("online", save);
  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && isDirty()) event.preventDefault();
  });
  later();
}

async function send(form) {
  const text = textOf(form);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Autosave": "1" },
      redirect: "manual",
      signal: AbortSignal.timeout(15_000),
    });
    return { text, version: answer.headers.get("X-Version"), outcome: outcomeOf(answer) };
  } catch {
    return { text, outcome: "lost" };
  }
}

function outcomeOf(answer) {
  if (answer.status === 204) return "saved";
  if (answer.status === 409) return "stale";
  if (answer.status === 422 || answer.status === 400) return "wrong";
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signedOut";
  return "lost";
}

// Only what a person types: the version changes with every save.
function textOf(form) {
  const fields = new URLSearchParams(new FormData(form));
  for (const name of ["seen_version", "csrf_token"]) fields.delete(name);
  return fields.toString();
}

function timeNow() {
  return new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
}
