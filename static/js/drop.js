// A place where a file may be dropped. Without this file the field beside it does the same.

for (const place of document.querySelectorAll(".drop")) {
  const field = place.querySelector("input[type=file]");
  const chosen = place.querySelector(".drop-chosen");
  place.classList.add("drop-ready");
  const show = () => { chosen.textContent = field.files.length ? field.files[0].name : ""; };
  const over = (is) => (event) => { event.preventDefault(); place.classList.toggle("drop-over", is); };
  place.addEventListener("dragenter", over(true));
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    field.files = one.files;
    show();
  });
  field.addEventListener("change", show);
}
