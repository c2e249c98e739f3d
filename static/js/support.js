// The ceiling of a support application while its cost is typed. The server counts again when the page is saved, and
// without this file it is the only one who counts.

const place = document.querySelector("#ceiling");
if (place && (place.dataset.top || place.dataset.most)) start();

function start() {
  const cost = document.querySelector("#cost");
  const requested = document.querySelector("#requested");
  const words = place.querySelector(".ceiling-live");
  const show = () => { words.textContent = told(ceilingOf(wholeNumber(cost.value)), wholeNumber(requested.value)); };
  cost.addEventListener("input", show);
  requested.addEventListener("input", show);
  show();
}

// Whole numbers of đồng, larger than a float keeps exactly; a share is cut, never rounded up.
function ceilingOf(cost) {
  const { top, bottom, most } = place.dataset;
  if (!top) return BigInt(most);
  if (cost === null) return null;
  const share = (cost * BigInt(top)) / BigInt(bottom);
  return most && BigInt(most) < share ? BigInt(most) : share;
}

function told(ceiling, requested) {
  if (ceiling === null) return "";
  const limit = place.dataset.limit.replace("{amount}", grouped(ceiling));
  if (requested === null) return limit;
  return `${limit} · ${requested > ceiling ? place.dataset.over : place.dataset.within}`;
}

function wholeNumber(text) {
  const bare = text.trim().replace(/\s*(đ|đồng|vnd|vnđ)\.?$/i, "").replace(/(?<=\d)[.\s\u00a0](?=\d{3}(\D|$))/g, "");
  return /^\d{1,16}$/.test(bare) ? BigInt(bare) : null;
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
}
