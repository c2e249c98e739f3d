// Moves the bar of long work while it runs, and shows its result when it is over. Without this file the page comes
// again every five seconds.

const EVERY = 1_000;
const SLOWEST = 30_000;

const place = document.querySelector(".errand");
if (place) setTimeout(look, EVERY, EVERY);

async function look(wait) {
  const told = await ask(place.dataset.address);
  if (told === null) return setTimeout(look, Math.min(wait * 2, SLOWEST), Math.min(wait * 2, SLOWEST));
  if (!told.open) return location.reload();
  const bar = place.querySelector("progress");
  if (told.total) {
    bar.max = told.total;
    bar.value = told.done;
  } else {
    bar.removeAttribute("value");
  }
  const words = place.querySelector(".words");
  if (words.textContent !== told.words) words.textContent = told.words;
  return setTimeout(look, EVERY, EVERY);
}

// What the server says; null while the line is down. Signed out, or gone: the page itself says so.
async function ask(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.status === 401 || answer.status === 404) location.reload();
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
