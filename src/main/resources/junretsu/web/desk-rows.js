// A form whose rows are added, changed and removed, and saved as a whole. What others save shows at once, unless this
// form has changes of its own.
import { words } from "./desk-words.js";
import { made } from "./page.js";

/**
 * @param kind which makes a row of a value, reads a value out of a row, tells what a value is about, and has the words
 * @param save called with all values; resolves to true when they are saved
 * @param complain called instead with a sentence: once when others have saved something since these rows were drawn, and
 *     for two rows that are about the same
 */
export function rows(form, kind, save, complain) {
  const list = made("ul", { className: "rows" });
  const none = made("p", { className: "hint", textContent: kind.none });
  const add = made("button", { type: "button", textContent: kind.add });
  const submit = made("button", { type: "submit", className: "primary", textContent: words.save });
  const discard = made("button", { type: "button", className: "quiet", textContent: words.discard });
  const mark = made("span", { className: "mark", textContent: words.unsaved });
  form.append(list, none, made("p", { className: "buttons" }, add, submit, discard, mark));
  let shown = [];
  let drawn = "[]";
  let isChanged = false;
  const values = () => [...list.children].map(kind.read);

  function touch(changed) {
    isChanged = changed;
    submit.hidden = discard.hidden = mark.hidden = !changed;
    none.hidden = list.children.length > 0;
  }

  function addRow(value) {
    const row = made("li", {}, ...kind.row(value));
    const remove = made("button", { type: "button", className: "quiet remove", textContent: "×" });
    remove.setAttribute("aria-label", words.remove(kind.name(value)));
    remove.addEventListener("click", () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      touch(true);
      (next?.querySelector("input, select") ?? add).focus();
    });
    row.append(remove);
    list.append(row);
    return row;
  }

  function draw() {
    list.replaceChildren();
    shown.forEach(addRow);
    drawn = JSON.stringify(shown);
    touch(false);
  }

  form.addEventListener("input", () => touch(true));
  add.addEventListener("click", () => {
    const row = addRow(kind.fresh(values()));
    touch(true);
    row.querySelector("input:not([type=color]), select").focus();
  });
  discard.addEventListener("click", draw);

  /** False, and said, once others have saved something since these rows were drawn. */
  function isNewest() {
    if (drawn === JSON.stringify(shown)) return true;
    drawn = JSON.stringify(shown);
    complain(words.other);
    return false;
  }

  function isEachOnce() {
    const about = values().map(kind.about);
    const twice = about.find((each, i) => about.indexOf(each) < i);
    if (twice !== undefined) complain(words.twice(twice));
    return twice === undefined;
  }

  const isReady = () => form.reportValidity() && isEachOnce() && isNewest();

  function saved() {
    drawn = JSON.stringify(shown);
    touch(false);
  }

  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (!isReady()) return;
    submit.disabled = true;
    const isSaved = await save(values());
    submit.disabled = false;
    drawn = JSON.stringify(shown);
    if (isSaved) touch(false);
  });
  touch(false);
  return {
    show(values) {
      const isSame = JSON.stringify(values) === JSON.stringify(shown);
      shown = values;
      if (!isChanged && (!isSame || list.children.length !== values.length)) draw();
    },
    isUnsaved: () => isChanged,
    isReady,
    values,
    saved,
  };
}
